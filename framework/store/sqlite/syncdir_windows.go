package sqlite

// syncDir does nothing: Windows cannot sync a folder, and NTFS writes its
// names through a journal of its own.
func syncDir(string) error { return nil }
