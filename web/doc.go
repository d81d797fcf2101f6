// Package web serves people and providers over HTTP: the embedded app, the answer page that
// needs no script, the signed webhooks, health, and in the demo the phones. Its routes are
// all in routes.go; handlers return errors, and errors.go turns them into pages.
package web
