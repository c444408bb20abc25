package sqlite

import (
	"path/filepath"
	"testing"

	"framewise/framework/store"
	"framewise/framework/store/storetest"
)

func TestStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store {
		s, err := Create(t.Context(), filepath.Join(t.TempDir(), "study.db"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
