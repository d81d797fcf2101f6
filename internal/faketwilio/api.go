package faketwilio

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// ServeHTTP answers the Messages API: create, fetch and list.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, password, ok := r.BasicAuth()
	if !ok || user != s.config.APIKey || password != s.config.APISecret {
		fail(w, http.StatusUnauthorized, 20003, "Authenticate")
		return
	}
	root := "/2010-04-01/Accounts/" + s.config.AccountSID + "/Messages"
	rest, found := strings.CutPrefix(r.URL.Path, root)
	switch {
	case found && rest == ".json" && r.Method == http.MethodPost:
		s.create(w, r)
	case found && rest == ".json" && r.Method == http.MethodGet:
		s.list(w, r)
	case found && strings.HasPrefix(rest, "/") && r.Method == http.MethodGet:
		s.fetch(w, strings.TrimSuffix(rest[1:], ".json"))
	default:
		fail(w, http.StatusNotFound, 20404, "The requested resource "+r.URL.Path+" was not found")
	}
}

func (s *Server) create(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		fail(w, http.StatusBadRequest, 20001, "Bad form")
		return
	}
	m := &message{
		sid: newSID("SM"), from: r.PostForm.Get("From"), to: r.PostForm.Get("To"), body: r.PostForm.Get("Body"),
		service: r.PostForm.Get("MessagingServiceSid"), callback: r.PostForm.Get("StatusCallback"),
		status: "queued", at: s.config.Now(),
	}
	if m.service != "" {
		m.status = "accepted"
	}
	if code, text := refuse(m); code != 0 {
		fail(w, http.StatusBadRequest, code, text)
		return
	}
	fault := s.nextFault(m.to)
	if fault.before(w) {
		return
	}
	answer := s.resource(m)
	s.accept(m, fault)
	fault.after(w, r, answer)
}

// refuse checks what Twilio checks at once; the numbers are those of its test credentials.
func refuse(m *message) (int, string) {
	switch {
	case m.to == "":
		return 21604, "A 'To' phone number is required."
	case m.body == "":
		return 21602, "Message body is required."
	case m.from == "" && m.service == "":
		return 21603, "A 'From' phone number is required."
	case utf8.RuneCountInString(m.body) > longestText:
		return 21617, "The concatenated message body exceeds the 1600 character limit."
	case !strings.HasPrefix(m.to, "+"), m.to == "+15005550001":
		return 21211, "The 'To' number " + m.to + " is not a valid phone number."
	}
	return magic(m)
}

func magic(m *message) (int, string) {
	switch {
	case m.from == "+15005550001":
		return 21212, "The 'From' number is not valid."
	case m.from == "+15005550007":
		return 21606, "The 'From' number is not a valid, SMS-capable number."
	case m.from == "+15005550008":
		return 21611, "This 'From' number has exceeded the maximum number of queued messages."
	case m.to == "+15005550002":
		return 21612, "The message cannot be sent with this combination of 'To' and 'From'."
	case m.to == "+15005550003":
		return 21408, "Permission to send an SMS has not been enabled for the region."
	case m.to == "+15005550004":
		return 21610, "Attempt to send to unsubscribed recipient."
	case m.to == "+15005550009":
		return 21614, "'To' number is not a valid mobile number."
	}
	return 0, ""
}

func (s *Server) fetch(w http.ResponseWriter, sid string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, ok := s.bySID[sid]
	if !ok {
		fail(w, http.StatusNotFound, 20404, "The requested resource was not found")
		return
	}
	reply(w, http.StatusOK, s.resource(m))
}

func (s *Server) list(w http.ResponseWriter, r *http.Request) {
	page := pageSize(r)
	to := r.URL.Query().Get("To")
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []map[string]any{}
	for _, m := range slices.Backward(s.messages) {
		if len(found) < page && (to == "" || to == m.to) {
			found = append(found, s.resource(m))
		}
	}
	uri := fmt.Sprintf("/2010-04-01/Accounts/%s/Messages.json?PageSize=%d&Page=0", s.config.AccountSID, page)
	reply(w, http.StatusOK, map[string]any{
		"messages": found, "page": 0, "page_size": page, "start": 0, "end": max(0, len(found)-1),
		"uri": uri, "first_page_uri": uri, "next_page_uri": nil, "previous_page_uri": nil,
	})
}

// pageSize is how many messages a list holds: fifty, or what the caller wants up to a
// thousand. There is one page, the newest.
func pageSize(r *http.Request) int {
	const usual, largest = 50, 1000
	if n, err := strconv.Atoi(r.URL.Query().Get("PageSize")); err == nil && n > 0 {
		return min(n, largest)
	}
	return usual
}

// resource is a message as the API shows it, with the API's types: counts are strings.
func (s *Server) resource(m *message) map[string]any {
	uri := "/2010-04-01/Accounts/" + s.config.AccountSID + "/Messages/" + m.sid
	var code, text, from, service any
	if m.errorCode != 0 {
		code, text = m.errorCode, "The message could not be delivered"
	}
	segments := strconv.Itoa(segmentsOf(m.body))
	if m.from != "" {
		from = m.from
	}
	if m.service != "" {
		service, segments = m.service, "0"
	}
	when := m.at.UTC().Format(time.RFC1123Z)
	return map[string]any{
		"account_sid": s.config.AccountSID, "api_version": "2010-04-01", "body": m.body, "date_created": when, "date_updated": when,
		"date_sent": nil, "direction": "outbound-api", "error_code": code, "error_message": text, "from": from,
		"messaging_service_sid": service, "num_media": "0", "num_segments": segments, "price": nil, "price_unit": "USD",
		"sid": m.sid, "status": m.status, "to": m.to, "uri": uri + ".json",
		"subresource_uris": map[string]any{"media": uri + "/Media.json", "feedback": uri + "/Feedback.json"},
	}
}

// segmentsOf is the fake's own rough count, apart from the platform's exact one: ASCII counts
// as 7-bit, all else as UTF-16.
func segmentsOf(body string) int {
	single, part, units := 160.0, 153.0, 0
	for _, r := range body {
		if r > '~' {
			single, part = 70, 67
		}
		units += max(1, utf16.RuneLen(r))
	}
	if float64(units) <= single {
		return 1
	}
	return int(math.Ceil(float64(units) / part))
}

func fail(w http.ResponseWriter, status, code int, text string) {
	reply(w, status, map[string]any{
		"code": code, "message": text, "more_info": fmt.Sprintf("https://www.twilio.com/docs/errors/%d", code), "status": status,
	})
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
