package notify

import (
	"fmt"
	"time"

	"github.com/tiepsuc/tiepsuc/i18n"
)

// Text is a rendered message: the template it came from and its exact bytes.
type Text struct {
	Template string
	Version  int
	Body     string
}

// ShiftText is what a text says of a shift. Start and End are in the campaign's zone;
// Task and Place are names as people write them, made unaccented here.
type ShiftText struct {
	Task, Place string
	Start, End  time.Time
}

// Ask asks about one shift, or about several of which the first is named. Link opens the
// answer page; Code, used where replies come back, is what the answer quotes.
func Ask(lang i18n.Lang, s ShiftText, others int, deadline time.Time, link string) Text {
	key := "sms.ask"
	if others > 0 {
		key = "sms.ask_several"
	}
	return render(lang, key, s, "others", others, "deadline", moment(lang, deadline), "link", link)
}

// AskReply asks about one shift where the volunteer can answer by replying.
func AskReply(lang i18n.Lang, s ShiftText, deadline time.Time, code, link string) Text {
	return render(lang, "sms.ask_reply", s, "code", code, "deadline", moment(lang, deadline), "link", link)
}

// ConfirmedText restates the shift that somebody has just taken.
func ConfirmedText(lang i18n.Lang, s ShiftText, link string) Text {
	return render(lang, "sms.confirmed", s, "link", link)
}

// SteppedUp tells somebody who comes as a guide that they keep the desk, which has nobody else.
func SteppedUp(lang i18n.Lang, s ShiftText, link string) Text {
	return render(lang, "sms.stepped_up", s, "link", link)
}

// SeatGone thanks for a yes that came after the seat was taken and tells the truth.
func SeatGone(lang i18n.Lang, s ShiftText) Text { return render(lang, "sms.seat_gone", s) }

// ReleasedText tells somebody that they needn't come.
func ReleasedText(lang i18n.Lang, s ShiftText) Text { return render(lang, "sms.released", s) }

// ReminderEvening reminds of tomorrow's shift, or of several of which the first is named, with the way to
// say that one can't come.
func ReminderEvening(lang i18n.Lang, s ShiftText, others int, link string) Text {
	key := "sms.reminder_evening"
	if others > 0 {
		key = "sms.reminder_evening_several"
	}
	return render(lang, key, s, "others", others, "link", link)
}

// ReminderSoon reminds of a shift that begins within hours.
func ReminderSoon(lang i18n.Lang, s ShiftText, link string) Text {
	return render(lang, "sms.reminder_soon", s, "link", link)
}

// UnclearText asks back after a reply that couldn't be read.
func UnclearText(lang i18n.Lang, link string) Text {
	return text(lang, "sms.unclear", "link", link)
}

// UnclearNoLink asks back where several asks are open, or none.
func UnclearNoLink(lang i18n.Lang) Text {
	return text(lang, "sms.unclear_code")
}

// StoppedText confirms an opt-out.
func StoppedText(lang i18n.Lang) Text {
	return text(lang, "sms.stopped")
}

// StartedText confirms that somebody who had opted out gets texts again.
func StartedText(lang i18n.Lang) Text {
	return text(lang, "sms.started")
}

func render(lang i18n.Lang, key string, s ShiftText, more ...any) Text {
	args := append([]any{
		"task", Unaccent(s.Task), "place", Unaccent(s.Place),
		"day", Day(lang, s.Start), "from", clock(s.Start), "to", clock(s.End),
	}, more...)
	return text(lang, key, args...)
}

// Day is a weekday and date as texts write it: "T2 23/11", "Mon 23/11".
func Day(lang i18n.Lang, t time.Time) string {
	weekday := i18n.Text(lang, fmt.Sprintf("sms.weekday.%d", int(t.Weekday())))
	return fmt.Sprintf("%s %02d/%02d", weekday, t.Day(), int(t.Month()))
}

func moment(lang i18n.Lang, t time.Time) string { return clock(t) + " " + Day(lang, t) }

func clock(t time.Time) string { return t.Format("15:04") }
