package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"time"
	"unicode"

	"github.com/emersion/go-ical"

	"github.com/tiepsuc/tiepsuc/roster"
)

// Occasion is an event of a calendar: when its people are busy, and the words that may name them,
// nearest first: who attends, its title, the calendar's or file's name. Number counts events
// within a file.
type Occasion struct {
	File   string
	Number int
	Title  string
	Names  [][]string
	Busy   []roster.Span
}

// IsCalendar tells a calendar, or an archive of calendars, from a table.
func IsCalendar(content []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF")), " \r\n\t")
	if len(head) >= len("BEGIN:VCALENDAR") && strings.EqualFold(string(head[:len("BEGIN:VCALENDAR")]), "BEGIN:VCALENDAR") {
		return true
	}
	files, err := calendarFiles(content)
	return err == nil && len(files) > 0
}

// Occasions reads what is on within a span from a calendar (iCalendar), several in one file, or
// a ZIP archive with a calendar for each person. Times are read as by Busy.
func Occasions(content []byte, within roster.Span, loc *time.Location) ([]Occasion, error) {
	if !bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		return occasionsOf("", bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF")), within, loc)
	}
	files, err := calendarFiles(content)
	if err != nil {
		return nil, err
	}
	var all []Occasion
	for _, file := range files {
		text, err := unzip(file)
		if err != nil {
			return nil, unreadable(err)
		}
		some, err := occasionsOf(file.Name, text, within, loc)
		if err != nil {
			return nil, err
		}
		if all = append(all, some...); len(all) > mostRows {
			return nil, tooMany()
		}
	}
	return all, nil
}

func calendarFiles(content []byte) ([]*zip.File, error) {
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, unreadable(err)
	}
	var files []*zip.File
	for _, file := range archive.File {
		if strings.EqualFold(path.Ext(file.Name), ".ics") && !strings.HasPrefix(path.Base(file.Name), ".") {
			files = append(files, file)
		}
	}
	if len(files) > mostRows {
		return nil, tooMany()
	}
	return files, nil
}

func unzip(file *zip.File) ([]byte, error) {
	const most = 4 << 20 // no timetable of one person is as large
	opened, err := file.Open()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(opened, most+1))
	if err == nil && len(text) > most {
		err = errors.New("a calendar is too large")
	}
	return text, errors.Join(err, opened.Close())
}

func occasionsOf(file string, content []byte, within roster.Span, loc *time.Location) ([]Occasion, error) {
	decoder := ical.NewDecoder(bytes.NewReader(content))
	var all []Occasion
	for {
		calendar, err := decoder.Decode()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, unreadable(err)
		}
		base := path.Base("/" + file)
		owner := append(nameWords(strings.TrimSuffix(base, path.Ext(base))), nameWords(textOf(calendar.Props, "X-WR-CALNAME"))...)
		for _, event := range calendar.Events() {
			busy, err := spansOfEvent(event, within, loc)
			if err != nil {
				return nil, unreadable(err)
			}
			title := textOf(event.Props, ical.PropSummary)
			all = append(all, Occasion{
				File: file, Number: len(all) + 1, Title: title, Busy: busy, Names: [][]string{attendees(event), nameWords(title), owner},
			})
		}
		if len(all) > mostRows {
			return nil, tooMany()
		}
	}
}

// attendees are the words of who takes part: common names and addresses before the @.
func attendees(event ical.Event) []string {
	var words []string
	for _, prop := range event.Props.Values(ical.PropAttendee) {
		words = append(words, nameWords(prop.Params.Get(ical.ParamCommonName))...)
		address := prop.Value
		if i := strings.LastIndexByte(address, ':'); i >= 0 {
			address = address[i+1:]
		}
		address, _, _ = strings.Cut(address, "@")
		words = append(words, nameWords(address)...)
	}
	return words
}

// nameWords are the words of a text that may be somebody's number.
func nameWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '.' && r != '/'
	})
}

func textOf(props ical.Props, name string) string {
	text, err := props.Text(name)
	if err != nil {
		return ""
	}
	return tidy(text)
}
