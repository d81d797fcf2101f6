package planner

import (
	"io"
	"math"
)

// PricesFormat is the format of the file that proves a bound.
const PricesFormat = "tiepsuc.prices/1"

// Prices prove a bound: from a price of 0 or more for a seat of each role anybody can compute
// a value that no plan exceeds, see package check. A role that isn't named costs nothing.
type Prices struct {
	Format  string      `json:"format"`
	Problem string      `json:"problem"`
	Prices  []RolePrice `json:"prices"`
}

// RolePrice is what a seat of a role costs, in millionths of a point, so that whoever
// computes with it computes the same.
type RolePrice struct {
	Shift  string `json:"shift"`
	Role   string `json:"role"`
	Micros int64  `json:"micros"`
}

const microsPerPoint = 1e6

// certificate writes prices down.
func (m *model) certificate(problem string, prices []float64) Prices {
	c := Prices{Format: PricesFormat, Problem: problem, Prices: []RolePrice{}}
	for r := range m.roles {
		micros := int64(math.Round(prices[r] * microsPerPoint))
		if micros <= 0 {
			continue
		}
		at := m.roles[r].shift
		s := &m.problem.Shifts[m.source[at]]
		c.Prices = append(c.Prices, RolePrice{Shift: s.ID, Role: s.Roles[int32(r)-m.shifts[at].roleLo].Role, Micros: micros}) //nolint:gosec // few roles
	}
	return c
}

// ReadPrices reads prices. The error is of type Faults and names everything that is wrong by
// its JSON path.
func ReadPrices(r io.Reader) (*Prices, error) {
	s := scan(r)
	p := &Prices{}
	s.object(fields{names: []string{"format", "prices", "problem"}, required: 2}, func(i int) {
		switch i {
		case 0:
			if p.Format = s.string(); p.Format != PricesFormat {
				s.fault("must be %q", PricesFormat)
			}
		case 1:
			s.list(func() { p.Prices = append(p.Prices, s.rolePrice()) })
		case 2:
			p.Problem = s.string()
		}
	})
	if err := s.end(); err != nil {
		return nil, err
	}
	return p, nil
}

func (s *scanner) rolePrice() RolePrice {
	const most = 1 << 53 // what a JSON number holds exactly
	var p RolePrice
	s.object(fields{names: []string{"shift", "role", "micros"}, required: 3}, func(i int) {
		if i < 2 {
			*[]*string{&p.Shift, &p.Role}[i] = s.string()
			return
		}
		x := s.number()
		if x < 0 || x > most || x != math.Trunc(x) {
			s.fault("must be a whole number of 0 or more, not %v", x)
			return
		}
		p.Micros = int64(x)
	})
	return p
}
