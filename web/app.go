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

// asset is one file of the app, ready to send. zipped is empty for one that gets no smaller.
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
	// A weak tag, because it stands for the file however it is packed.
	made := asset{raw: raw, kind: kindOf(name), etag: `W/"` + hex.EncodeToString(sum[:8]) + `"`}
	zipped, err := zip(raw)
	if err != nil {
		return made, fmt.Errorf("pack %s: %w", name, err)
	}
	if len(zipped) < len(raw)*9/10 {
		made.zipped = zipped
	}
	return made, nil
}

// kindOf names what some machines' lists of types leave out.
func kindOf(name string) string {
	switch ext := path.Ext(name); ext {
	case ".woff2":
		return "font/woff2"
	case ".js":
		return "text/javascript; charset=utf-8"
	default:
		if kind := mime.TypeByExtension(ext); kind != "" {
			return kind
		}
	}
	return "application/octet-stream"
}

func zip(raw []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
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
	if strings.Contains(r.Header.Get("If-None-Match"), f.etag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := f.raw
	if f.zipped != nil && unpacks(r) {
		body = f.zipped
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Type", f.kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}

// unpacks tells whether the other side takes gzip.
func unpacks(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, quality, _ := strings.Cut(strings.ReplaceAll(part, " ", ""), ";")
		if coding == "gzip" && strings.Trim(quality, "q=0.") != "" || coding == "gzip" && quality == "" {
			return true
		}
	}
	return false
}
