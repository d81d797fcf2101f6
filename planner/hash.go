package planner

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"time"
)

// Hash names a problem by its content, however its file was written: sha256 of all fields in
// the order of the format, strings and lists after their lengths, times in nanoseconds since
// 1970.
func (p Problem) Hash() string {
	sum := sha256.New()
	h := &hasher{w: bufio.NewWriterSize(sum, 1<<16)}
	h.text(p.Format)
	h.time(p.Start)
	h.whole(p.Days)
	h.rules(p.Rules)
	each(h, p.Communes, func(c *Commune) { h.text(c.ID); h.number(c.Lat); h.number(c.Lon) })
	each(h, p.Shifts, h.shift)
	each(h, p.People, h.person)
	each(h, p.Pinned, h.assignment)
	each(h, p.Current, h.assignment)
	_ = h.w.Flush() // a hash takes everything
	return "sha256:" + hex.EncodeToString(sum.Sum(nil))
}

type hasher struct{ w *bufio.Writer }

func (h *hasher) bits(x uint64) {
	_, _ = h.w.Write(binary.LittleEndian.AppendUint64(h.w.AvailableBuffer(), x)) // as above
}

func (h *hasher) whole(n int)      { h.bits(uint64(n)) } //nolint:gosec // only the bits count
func (h *hasher) number(x float64) { h.bits(math.Float64bits(x)) }
func (h *hasher) time(t time.Time) { h.bits(uint64(t.UnixNano())) } //nolint:gosec // as above

func (h *hasher) text(s string) {
	h.whole(len(s))
	_, _ = h.w.WriteString(s) // as above
}

func each[T any](h *hasher, list []T, write func(*T)) {
	h.whole(len(list))
	for i := range list {
		write(&list[i])
	}
}

func (h *hasher) rules(r Rules) {
	h.whole(r.MinRestMinutes)
	for _, x := range []float64{r.TravelKmh, r.FloorWeight, r.KmWeight, r.LoadWeight, r.PreferWeight, r.KeepWeight} {
		h.number(x)
	}
}

func (h *hasher) shift(s *Shift) {
	h.text(s.ID)
	h.text(s.Commune)
	h.time(s.Start)
	h.time(s.End)
	h.number(s.Priority)
	each(h, s.Roles, func(r *Role) {
		h.text(r.Role)
		h.text(r.Skill)
		h.whole(r.Level)
		h.whole(r.Seats)
		h.text(r.Kind)
		h.whole(slices.Index([]bool{false, true}, r.Floor))
	})
}

func (h *hasher) person(p *Person) {
	h.text(p.ID)
	h.text(p.Kind)
	h.text(p.Home)
	h.whole(len(p.Skills))
	for _, skill := range sortedKeys(p.Skills) {
		h.text(skill)
		h.whole(p.Skills[skill])
	}
	each(h, p.Available, func(w *Window) { h.time(w.Start); h.time(w.End) })
	for _, n := range []int{p.MaxMinutesPerDay, p.MaxMinutesPerWeek, p.MaxDaysPerWeek} {
		h.whole(n)
	}
	h.number(p.MaxKm)
	each(h, p.Prefer, func(id *string) { h.text(*id) })
	each(h, p.Avoid, func(id *string) { h.text(*id) })
}

func (h *hasher) assignment(a *Assignment) {
	h.text(a.Person)
	h.text(a.Shift)
	h.text(a.Role)
}
