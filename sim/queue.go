package sim

import (
	"container/heap"
	"context"
	"time"
)

// event is something that happens at a moment. Of two at the same moment the lower rank
// comes first, of those of one rank the one that was planned first.
type event struct {
	at   time.Time
	rank int
	seq  int
	do   func(ctx context.Context, now time.Time) error
}

// queue holds the events to come.
type queue struct {
	events []event
	seq    int
}

func (q *queue) plan(at time.Time, rank int, do func(context.Context, time.Time) error) {
	q.seq++
	heap.Push(q, event{at: at, rank: rank, seq: q.seq, do: do})
}

// next takes the first event off the queue; false when there is none.
func (q *queue) next() (event, bool) {
	if len(q.events) == 0 {
		return event{}, false
	}
	return heap.Pop(q).(event), true
}

// Len, Less, Swap, Push and Pop are heap.Interface's.
func (q *queue) Len() int { return len(q.events) }

func (q *queue) Less(i, j int) bool {
	a, b := q.events[i], q.events[j]
	if !a.at.Equal(b.at) {
		return a.at.Before(b.at)
	}
	if a.rank != b.rank {
		return a.rank < b.rank
	}
	return a.seq < b.seq
}

func (q *queue) Swap(i, j int) { q.events[i], q.events[j] = q.events[j], q.events[i] }

func (q *queue) Push(x any) { q.events = append(q.events, x.(event)) }

func (q *queue) Pop() any {
	last := q.events[len(q.events)-1]
	q.events = q.events[:len(q.events)-1]
	return last
}
