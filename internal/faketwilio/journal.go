package faketwilio

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// line is one text in the journal; From is who sent it to the phone.
type line struct {
	Phone string `json:"phone"`
	From  string `json:"from,omitempty"`
	Text
}

// journal appends texts to a file, one JSON line each. The server's lock guards it.
type journal struct{ file *os.File }

// openJournal reads what a journal holds. A last line that a kill cut short is dropped, and
// ended, so that it doesn't spoil what follows.
func openJournal(path string) (*journal, []line, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open the phones' journal: %w", err)
	}
	j := &journal{file: file}
	raw, err := os.ReadFile(path)
	if err == nil && len(raw) > 0 && !bytes.HasSuffix(raw, []byte("\n")) {
		_, err = file.WriteString("\n")
	}
	if err != nil {
		_ = j.close()
		return nil, nil, fmt.Errorf("read the phones' journal: %w", err)
	}
	return j, parseJournal(raw), nil
}

func parseJournal(raw []byte) []line {
	var lines []line
	for text := range bytes.Lines(raw) {
		var l line
		if json.Unmarshal(text, &l) == nil && l.Phone != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

func (j *journal) write(l line) {
	if raw, err := json.Marshal(l); err == nil {
		_, _ = j.file.Write(append(raw, '\n'))
	}
}

func (j *journal) close() error { return j.file.Close() }
