package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// appPolicy lets the app load nothing but itself.
const appPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// asset is one file of the app, ready to send.
type asset struct {
	raw, zipped []byte
	kind, etag  string
}

// app serves the embedded single-page app from memory.
type app struct{ assets map[string]asset }

func newApp() (*app, error) {
	a := &app{assets: map[string]asset{}}
	err := fs.WalkDir(dist, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := dist.ReadFile(name)
		if err != nil {
			return err
		}
		a.assets[strings.TrimPrefix(name, "dist")], err = newAsset(name, raw)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the app: %w", err)
	}
	if _, ok := a.assets["/index.html"]; !ok {
		return nil, fmt.Errorf("the app has no index.html")
	}
	return a, nil
}

func newAsset(name string, raw []byte) (asset, error) {
	sum := sha256.Sum256(raw)
	kind := mime.TypeByExtension(path.Ext(name))
	if kind == "" {
		kind = "application/octet-stream"
	}
	made := asset{raw: raw, kind: kind, etag: `"` + hex.EncodeToString(sum[:8]) + `"`}
	if path.Ext(name) == ".woff2" {
		return made, nil
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return made, err
	}
	if _, err := w.Write(raw); err != nil {
		return made, err
	}
	if err := w.Close(); err != nil {
		return made, err
	}
	made.zipped = b.Bytes()
	return made, nil
}

// ServeHTTP sends a file, or the app itself for every address that is no file's: the app
// reads the address.
func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		w.WriteHeader(http.StatusMethodNotAllowed)
		return
	}
	name := path.Clean(r.URL.Path)
	found, isFile := a.assets[name]
	if !isFile {
		if strings.HasPrefix(name, "/assets/") || path.Ext(name) != "" {
			http.NotFound(w, r)
			return
		}
		found = a.assets["/index.html"]
	}
	h := w.Header()
	h.Set("Content-Security-Policy", appPolicy)
	h.Set("Referrer-Policy", "same-origin")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "/assets/") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	found.send(w, r)
}

func (f asset) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("ETag", f.etag)
	h.Set("Vary", "Accept-Encoding")
	if r.Header.Get("If-None-Match") == f.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := f.raw
	if f.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		body = f.zipped
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Type", f.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}
