package roster

import (
	"slices"
	"time"
)

// AskState is where an ask stands; the drawing is in the package comment.
type AskState string

// The states of an ask.
const (
	AskQueued    AskState = "queued"
	AskSent      AskState = "sent"
	AskUnclear   AskState = "unclear"
	AskAccepted  AskState = "accepted"
	AskDeclined  AskState = "declined"
	AskExpired   AskState = "expired"
	AskWithdrawn AskState = "withdrawn"
	AskFailed    AskState = "failed"
)

// OpenAskStates are the states in which an answer is still awaited.
func OpenAskStates() []AskState { return []AskState{AskQueued, AskSent, AskUnclear} }

// Open tells whether an answer is still awaited.
func (s AskState) Open() bool { return slices.Contains(OpenAskStates(), s) }

// Mode says how a question is put, by how near the start is.
type Mode string

// The modes of asking.
const (
	Normal Mode = "normal"
	Soon   Mode = "soon"
	Urgent Mode = "urgent"
)

// Ask is one question to one volunteer about one assignment. Code is what a reply quotes,
// Link the identity of the signed answer page that one message's asks share.
type Ask struct {
	ID         string
	Assignment string
	Volunteer  string
	Phone      Phone
	Code       string
	Link       string
	Channel    Channel
	State      AskState
	Mode       Mode
	Deadline   time.Time
	Message    string
	QueuedAt   time.Time
}

// Answer is what a volunteer says to an ask.
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// Told is what a volunteer is told after an answer: the truth about the seat.
type Told string

// What a volunteer is told. ToldWaiting is the late yes: the seat is gone, the person is on
// the waiting list. ToldClosed is an ask that coordinators withdrew or whose shift has begun.
const (
	ToldConfirmed Told = "confirmed"
	ToldDeclined  Told = "declined"
	ToldWaiting   Told = "waiting"
	ToldLocked    Told = "locked"
	ToldClosed    Told = "closed"
)
