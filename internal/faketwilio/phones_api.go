package faketwilio

import (
	"encoding/json"
	"net/http"
	"unicode/utf8"
)

// PhonesAPI serves the phones as JSON: GET {phone}/messages lists a phone's texts, POST sends
// one from it, GET on the root lists the phones. The prefix must be stripped.
func (s *Server) PhonesAPI() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, s.Phones()) })
	mux.HandleFunc("GET /{phone}/messages", func(w http.ResponseWriter, r *http.Request) {
		texts := s.Texts(r.PathValue("phone"))
		if texts == nil {
			texts = []Text{}
		}
		reply(w, http.StatusOK, texts)
	})
	mux.HandleFunc("POST /{phone}/messages", s.takeReply)
	return mux
}

func (s *Server) takeReply(w http.ResponseWriter, r *http.Request) {
	const largest = 64 << 10
	var in struct {
		Body string `json:"body"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, largest)).Decode(&in); err != nil || in.Body == "" || utf8.RuneCountInString(in.Body) > longestText {
		reply(w, http.StatusBadRequest, map[string]any{"error": `send {"body": "…"} of 1 to 1600 characters`})
		return
	}
	if err := s.Reply(r.Context(), r.PathValue("phone"), in.Body); err != nil {
		reply(w, http.StatusBadGateway, map[string]any{"error": err.Error()})
		return
	}
	w.WriteHeader(http.StatusNoContent)
}
