package corpus

import (
	"fmt"

	"github.com/google/uuid"
)

// NewID returns a new time-ordered identifier (UUIDv7, RFC 9562) of any of the
// project's identifier types. It panics only if the system has no randomness.
func NewID[T ~string]() T {
	id, err := uuid.NewV7()
	if err != nil {
		panic(fmt.Sprintf("no randomness for an identifier: %v", err))
	}
	return T(id.String())
}
