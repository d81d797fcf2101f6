package faketwilio

// Posted is one text that the API took: its identity, who sent it, to whom.
type Posted struct{ SID, From, To, Body string }

// Sent are all texts that the API took, oldest first.
func (s *Server) Sent() []Posted {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Posted, len(s.messages))
	for i, m := range s.messages {
		all[i] = Posted{SID: m.sid, From: m.from, To: m.to, Body: m.body}
	}
	return all
}
