//go:build !windows

package sqlite

import (
	"errors"
	"os"
)

// syncDir makes the names in a folder survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if errors.Is(err, os.ErrPermission) {
		return nil // a folder above that this user may not read
	}
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
