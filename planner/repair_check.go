package planner

import (
	"errors"
	"fmt"
	"slices"
)

// check names the first thing in a change that the problem doesn't know.
func (s *Standing) check(c Change) error {
	if err := errors.Join(s.checkHeld("declined", c.Declined), s.checkHeld("confirmed", c.Confirmed)); err != nil {
		return err
	}
	for i, id := range c.Gone {
		if _, known := s.people[id]; !known {
			return fmt.Errorf("gone[%d]: unknown person %q", i, id)
		}
	}
	for i, seat := range c.Open {
		if _, exists := s.seats[seatName{seat.Shift, seat.Role}]; !exists {
			return fmt.Errorf("open[%d]: unknown role %q of shift %q", i, seat.Role, seat.Shift)
		}
	}
	return s.checkJoined(c.Joined)
}

// checkHeld holds a list against who is where, and names the first that isn't.
func (s *Standing) checkHeld(name string, list []Assignment) error {
	for i, a := range list {
		person, known := s.people[a.Person]
		seat, exists := s.seats[seatName{a.Shift, a.Role}]
		if !known || !exists {
			return fmt.Errorf("%s[%d]: unknown person, shift or role", name, i)
		}
		if !slices.Contains(s.r.d.rosters[s.at(person, seat)], seat) {
			return fmt.Errorf("%s[%d]: %s isn't on role %s of shift %s", name, i, a.Person, a.Role, a.Shift)
		}
	}
	return nil
}

// checkJoined holds new people against the format.
func (s *Standing) checkJoined(people []Person) error {
	if len(people) == 0 {
		return nil
	}
	alone := *s.r.m.problem
	alone.People, alone.Pinned, alone.Current = people, nil, nil
	if faults := Validate(&alone); len(faults) > 0 {
		return faults
	}
	for i := range people {
		if _, known := s.people[people[i].ID]; known {
			return Faults{{Path: fmt.Sprintf("people[%d].id", i), Reason: fmt.Sprintf("%q is planned already", people[i].ID)}}
		}
	}
	return nil
}
