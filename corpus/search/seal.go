package search

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/blevesearch/mmap-go"
	bolt "go.etcd.io/bbolt"
)

// sealName is a file that is there only while the index is closed, and missing
// after a crash.
const sealName = "seal"

// seal is what the file says.
type seal struct {
	// Database is the checksum of bleve's small database, which has none of
	// its own.
	Database string `json:"database"`
	// Segments are the files that were found sound.
	Segments map[string]stamp `json:"segments,omitempty"`
}

// stamp is how a file looked when its checksum was right.
type stamp struct {
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Checked  time.Time `json:"checked"`
}

// A file that looks as it did is not read again for an hour: of a large index
// that costs more than a search. Who writes to a file changes its time, at
// least where it was not changed within the last two seconds, which some file
// systems can't tell apart.
const (
	trusted = time.Hour
	settled = 2 * time.Second
)

// vouches reports whether a file that looks so now need not be checked.
func (s stamp) vouches(now stamp) bool {
	age := now.Checked.Sub(s.Checked)
	return s.Size == now.Size && s.Modified.Equal(now.Modified) && s.Checked.Sub(s.Modified) > settled &&
		0 <= age && age < trusted
}

// readSeal reads the seal, or nil where there is none that can be read.
func readSeal(dir string) *seal {
	b, err := os.ReadFile(filepath.Join(dir, sealName))
	s := new(seal)
	if err != nil || json.Unmarshal(b, s) != nil {
		return nil
	}
	return s
}

func writeSeal(dir string, sound map[string]stamp) error {
	sum, err := databaseSum(dir)
	if err != nil {
		return err
	}
	b, err := json.Marshal(seal{sum, sound})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, sealName), b, 0o600)
}

func databaseSum(dir string) (sum string, err error) {
	err = mapped(filepath.Join(dir, "root.bolt"), func(b []byte) error {
		sum = fmt.Sprintf("%08x", crc32.Checksum(b, castagnoli))
		return nil
	})
	return sum, err
}

// checkDatabase holds bleve's database against its seal or, after a crash,
// reads all of it once: bleve's goroutines read it, too, where a page that is
// not there would end the process.
func checkDatabase(dir string, last *seal, timeout time.Duration) error {
	if last == nil {
		return readThrough(filepath.Join(dir, "root.bolt"), timeout)
	}
	sum, err := databaseSum(dir)
	if err == nil && sum != last.Database {
		err = broken("root.bolt is damaged")
	}
	return err
}

// readThrough reads every bucket, key and value of a bolt database, then lets
// bolt check that every page is in use or free. (Its check runs in a goroutine
// of its own, so it must not be the first to read.)
func readThrough(path string, timeout time.Duration) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 {
		return broken("root.bolt is missing or empty")
	}
	var read func(b *bolt.Bucket, depth int) error
	read = func(b *bolt.Bucket, depth int) error {
		if depth > 8 {
			return broken("root.bolt goes in circles")
		}
		return b.ForEach(func(k, v []byte) error {
			if v == nil {
				return read(b.Bucket(k), depth+1)
			}
			crc32.ChecksumIEEE(k)
			crc32.ChecksumIEEE(v)
			return nil
		})
	}
	return guard(func() error {
		db, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, PreLoadFreelist: true, Timeout: timeout})
		if err != nil {
			return err
		}
		defer db.Close()
		return db.View(func(tx *bolt.Tx) error {
			if tx.Size() > info.Size() {
				return broken("root.bolt is cut short")
			}
			err := tx.ForEach(func(_ []byte, b *bolt.Bucket) error { return read(b, 0) })
			if err != nil {
				return err
			}
			for e := range tx.Check() {
				err = e
			}
			return err
		})
	})
}

// checkSegments tells the segments' files that pass their checksum from those
// that fail. What a killed process left half written is among these; nothing
// refers to it.
func checkSegments(dir string, last *seal) (sound map[string]stamp, damaged map[string]error, err error) {
	list, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	sound, damaged = make(map[string]stamp), make(map[string]error)
	for _, e := range list {
		if !strings.HasSuffix(e.Name(), ".zap") {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return nil, nil, err
		}
		now := stamp{info.Size(), info.ModTime(), time.Now().UTC()}
		if last != nil && last.Segments[e.Name()].vouches(now) {
			sound[e.Name()] = last.Segments[e.Name()]
		} else if err := checkSum(filepath.Join(dir, e.Name())); err != nil {
			damaged[e.Name()] = err
		} else {
			sound[e.Name()] = now
		}
	}
	return sound, damaged, nil
}

// checkSum holds a segment's file against the CRC-32 at its end, which bleve
// writes and does not read.
func checkSum(path string) error {
	return mapped(path, func(b []byte) error {
		end := len(b) - 4
		if end < 4 {
			return broken("%s is cut short", filepath.Base(path))
		}
		if crc32.ChecksumIEEE(b[:end]) != binary.BigEndian.Uint32(b[end:]) {
			return broken("%s is damaged", filepath.Base(path))
		}
		return nil
	})
}

// mapped lends the content of a file, which takes half the time of reading it
// where it was read lately.
func mapped(path string, fn func([]byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.Size() == 0 { // which can't be mapped
		return fn(nil)
	}
	m, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = m.Unmap() }()
	return guard(func() error { return fn(m) })
}
