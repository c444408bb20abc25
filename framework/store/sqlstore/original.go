package sqlstore

import (
	"context"
	"slices"

	"framewise/corpus"
	"framewise/framework/store"
)

// Original implements [corpus.Reader].
func (r *reader) Original(ctx context.Context, hash string) (content []byte, err error) {
	defer r.wrap(&err, "original file %.12s", hash)
	var packed []byte
	if err := r.row(ctx, "SELECT content FROM original WHERE hash = $1", []any{hash}, &packed); err != nil {
		return nil, err
	}
	return r.store.unpack(hash, packed)
}

// unpack decompresses an original and checks that it is the one of this hash.
func (s *Store) unpack(hash string, packed []byte) ([]byte, error) {
	d, err := s.decoder()
	if err != nil {
		return nil, err
	}
	content, err := d.DecodeAll(packed, nil)
	if err != nil || corpus.Hash(content) != hash {
		return nil, corpus.Errorf(store.ErrDamaged, "the stored file is not the one that was imported").
			WithHint("run verify to see what else is damaged, and restore the project from a backup")
	}
	return content, nil
}

// PutOriginal implements [corpus.Store].
func (tx *Tx) PutOriginal(ctx context.Context, name string, content []byte) (hash string, err error) {
	defer tx.wrap(&err, "keep the original of %s", name)
	if tx.failed != nil {
		return "", tx.failed
	}
	hash = corpus.Hash(content)
	_, there, err := tx.is(ctx, "SELECT hash FROM original WHERE hash = $1", hash)
	if err != nil || there {
		return hash, tx.fail(err)
	}
	e, err := tx.store.encoder()
	if err != nil {
		return "", err
	}
	packed := e.EncodeAll(content, slices.Grow([]byte(nil), len(content)/2))
	tx.loose = true
	return hash, tx.fail(tx.exec(ctx, "INSERT INTO original (hash, name, content) VALUES ($1, $2, $3)",
		hash, storable(name), packed))
}
