package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"

	"framewise/corpus"
)

// crypt decrypts streams. Strings are left as they are: none that we read is
// outside of a stream.
type crypt struct {
	key       []byte
	method    name // V2 (RC4), AESV2, AESV3, None
	forbidden bool // the author allows no copying
}

// padding stands in for the password's missing bytes (ISO 32000-1, 7.6.3.3).
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08" +
	"\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// unlock opens an encrypted file with an empty password, as a reader does for
// a file that may be read but not changed.
func (d *document) unlock() error {
	e := d.dict(d.trailer["Encrypt"])
	locked := func(how string) error {
		return corpus.Errorf(corpus.ErrInvalid, "%s is protected by %s", d.file, how).
			WithHint("open it with the password, print it to a new PDF and import that")
	}
	if e == nil || d.name(e["Filter"]) != "Standard" {
		return locked("a rights management that only its own reader opens")
	}
	c := &crypt{method: "V2"}
	version, revision := int(d.number(e["V"], 0)), int(d.number(e["R"], 0))
	bits := int(d.number(e["Length"], 40))
	if version >= 4 {
		filter := d.name(e["StmF"])
		c.method = d.name(d.dict(d.dict(e["CF"])[filter])["CFM"])
		if filter == "Identity" || c.method == "" {
			c.method = "None"
		}
		bits = 128
	}
	if version == 1 {
		bits = 40
	}
	text := func(key name) string { s, _ := d.resolve(e[key]).(string); return s }
	owner, user := text("O"), text("U")
	permissions := uint32(int64(d.number(e["P"], 0)))
	c.forbidden = permissions&(1<<4) == 0
	switch {
	case revision >= 5 && len(user) >= 48:
		c.key = modernKey(revision, user, text("UE"))
	case revision >= 2 && revision <= 4 && len(owner) >= 32 && len(user) >= 16 && bits >= 40 && bits <= 128:
		var id string
		if ids := d.array(d.trailer["ID"]); len(ids) > 0 {
			id, _ = d.resolve(ids[0]).(string)
		}
		open, is := d.resolve(e["EncryptMetadata"]).(bool)
		c.key = olderKey(revision, bits/8, owner[:32], user, id, permissions, is && !open)
	default:
		return locked("an encryption that is not known here")
	}
	if c.key == nil {
		return locked("a password")
	}
	d.crypt = c
	// What was loaded before, the encryption's own objects, was not decrypted.
	clear(d.objects)
	clear(d.packed)
	return nil
}

// olderKey is the key by algorithm 2 of ISO 32000-1 for an empty password, nil
// where that is not the user's password (algorithms 4 and 5).
func olderKey(revision, size int, owner, user, id string, permissions uint32, metadataOpen bool) []byte {
	if revision == 2 {
		size = 5
	}
	h := md5.New()
	h.Write([]byte(padding + owner))
	h.Write(binary.LittleEndian.AppendUint32(nil, permissions))
	h.Write([]byte(id))
	if revision >= 4 && metadataOpen {
		h.Write([]byte("\xFF\xFF\xFF\xFF"))
	}
	key := h.Sum(nil)[:size]
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(key)
			key = sum[:size]
		}
	}
	if revision == 2 {
		if !bytes.Equal(rc4ed(key, []byte(padding)), []byte(user)[:min(32, len(user))]) {
			return nil
		}
		return key
	}
	sum := md5.Sum([]byte(padding + id))
	check := rc4ed(key, sum[:])
	for i := 1; i <= 19; i++ {
		other := make([]byte, size)
		for j := range other {
			other[j] = key[j] ^ byte(i)
		}
		check = rc4ed(other, check)
	}
	if !bytes.Equal(check, []byte(user[:16])) {
		return nil
	}
	return key
}

// modernKey is the key of AES-256 files for an empty password (ISO 32000-2,
// 7.6.4.3.3), nil where that is not the user's password.
func modernKey(revision int, user, packed string) []byte {
	hash := func(salt string) []byte {
		sum := sha256.Sum256([]byte(salt))
		if revision == 5 {
			return sum[:]
		}
		return hardened(sum[:])
	}
	if len(packed) < 32 || string(hash(user[32:40])) != user[:32] {
		return nil
	}
	block, err := aes.NewCipher(hash(user[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, []byte(packed[:32]))
	return key
}

// hardened is algorithm 2.B of ISO 32000-2 for an empty password.
func hardened(k []byte) []byte {
	for round := 0; ; round++ {
		data := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(data, data)
		sum := 0
		for _, c := range data[:16] {
			sum += int(c)
		}
		switch sum % 3 {
		case 0:
			h := sha256.Sum256(data)
			k = h[:]
		case 1:
			h := sha512.Sum384(data)
			k = h[:]
		default:
			h := sha512.Sum512(data)
			k = h[:]
		}
		if round >= 63 && int(data[len(data)-1]) <= round-32 {
			return k[:32]
		}
	}
}

func rc4ed(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// stream decrypts the data of a stream.
func (c *crypt) stream(data []byte, s *stream) []byte {
	if c.method == "None" || s.dict["Type"] == name("XRef") {
		return data
	}
	key := c.key
	if c.method != "AESV3" {
		own := append(bytes.Clone(key), byte(s.number), byte(s.number>>8), byte(s.number>>16),
			byte(s.gen), byte(s.gen>>8))
		if c.method == "AESV2" {
			own = append(own, "sAlT"...)
		}
		sum := md5.Sum(own)
		key = sum[:min(len(c.key)+5, 16)]
	}
	if c.method == "V2" {
		return rc4ed(key, data)
	}
	block, err := aes.NewCipher(key)
	if err != nil || len(data) < 32 {
		return nil
	}
	start, body := data[:16], data[16:len(data)&^15]
	out := make([]byte, len(body))
	cipher.NewCBCDecrypter(block, start).CryptBlocks(out, body)
	if n := int(out[len(out)-1]); n >= 1 && n <= 16 {
		out = out[:len(out)-n]
	}
	return out
}
