package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// socket is a WebSocket that speaks graphql-transport-ws.
type socket struct {
	*world
	conn *websocket.Conn
}

// message is what either side of a socket says.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// dial opens a socket as the holder of a token.
func (w *world) dial(token string) *socket {
	w.Helper()
	s := w.knock(token)
	if got := s.hear(); got.Type != "connection_ack" {
		w.Fatalf("the server says %+v", got)
	}
	return s
}

// knock opens a socket and shows a token.
func (w *world) knock(token string) *socket {
	w.Helper()
	conn, response, err := websocket.Dial(w.Context(), "ws"+strings.TrimPrefix(w.url, "http"), &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	w.check(err)
	if response.Body != nil {
		w.check(response.Body.Close())
	}
	w.Cleanup(func() { _ = conn.CloseNow() })
	s := &socket{w, conn}
	s.say(message{Type: "connection_init", Payload: w.json(map[string]string{"Authorization": "Bearer " + token})})
	return s
}

func (w *world) json(value any) json.RawMessage {
	w.Helper()
	raw, err := json.Marshal(value)
	w.check(err)
	return raw
}

func (s *socket) say(m message) {
	s.Helper()
	s.check(wsjson.Write(s.Context(), s.conn, m))
}

// start asks for an operation.
func (s *socket) start(id, query string) {
	s.Helper()
	s.say(message{ID: id, Type: "subscribe", Payload: s.json(map[string]string{"query": query})})
}

// hear is what the server says next, pings and pongs apart.
func (s *socket) hear() message {
	s.Helper()
	for {
		var m message
		s.check(wsjson.Read(s.Context(), s.conn, &m))
		switch m.Type {
		case "ping":
			s.say(message{Type: "pong"})
		case "pong":
		default:
			return m
		}
	}
}

func TestASocketTellsEventsWithACursor(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	s := w.dial("department")
	all := w.logged()
	s.start("1", fmt.Sprintf(`subscription { dispatchEvents(after: %q) { id } }`, all[len(all)-1]))
	w.propose(w.store, w.role, w.newcomers(1)[0])
	got := s.hear()
	var told struct {
		Data       struct{ DispatchEvents struct{ ID string } }
		Extensions struct{ Cursor string }
	}
	w.check(json.Unmarshal(got.Payload, &told))
	if told.Extensions.Cursor == "" || told.Extensions.Cursor != told.Data.DispatchEvents.ID {
		t.Errorf("told %s", got.Payload)
	}
}

func TestASilentSocketShowsThatItLivesAndEndsWhenNobodyAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.config.Limits.KeepAlive = 50 * time.Millisecond
	w.open()
	s := w.dial("department")
	for range 5 { // beyond the patience with one that doesn't answer
		var m message
		w.check(wsjson.Read(t.Context(), s.conn, &m))
		if m.Type != "ping" {
			t.Fatalf("the server says %+v", m)
		}
		s.say(message{Type: "pong"})
	}
	for {
		var m message
		if err := wsjson.Read(t.Context(), s.conn, &m); err != nil {
			return // it was closed
		}
		if m.Type != "ping" {
			t.Fatalf("the server says %+v", m)
		}
	}
}

func TestASocketWithAWrongTokenIsClosed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	s := w.knock("stolen")
	soon, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	const forbidden = 4403
	if _, _, err := s.conn.Read(soon); websocket.CloseStatus(err) != forbidden {
		t.Errorf("it isn't closed as forbidden: %v", err)
	}
}
