package planner

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// compilePairs lists, on all processors, what each person could take.
func (m *model) compilePairs() {
	lists := make([][]int32, len(m.people))
	counts := make([]uint32, len(m.people)*m.weeks)
	share(runtime.GOMAXPROCS(0), len(m.people), func(_, i int) {
		lists[i] = m.pairsOf(&m.people[i])
		m.people[i].windows = nil // the pairs say it all
		for _, at := range lists[i] {
			counts[i*m.weeks+int(m.shifts[at].day)/daysPerWeek]++
		}
	})
	total := 0
	for _, list := range lists {
		total += len(list)
	}
	m.pairs, m.first = make([]int32, 0, total), make([]uint32, len(counts)+1)
	for i, list := range lists {
		m.pairs = append(m.pairs, list...)
		lists[i] = nil
	}
	for i, n := range counts {
		m.first[i+1] = m.first[i] + n
	}
}

// pairsOf are the shifts within a person's windows and reach that have a role for them, in
// order.
func (m *model) pairsOf(p *person) []int32 {
	if p.maxDays == 0 {
		return nil
	}
	var list []int32
	sorted, last := true, int32(-1)
	km := m.km[p.home]
	for _, w := range p.windows {
		from, _ := slices.BinarySearchFunc(m.shifts, w.start, func(s shift, start int64) int { return cmp.Compare(s.start, start) })
		for i := from; i < len(m.shifts) && m.shifts[i].start < w.end; i++ {
			s := &m.shifts[i]
			if s.end > w.end || s.length > p.maxDay || s.length > p.maxWeek || !inReach(km[s.commune], p.maxKm) ||
				slices.Contains(p.avoid, s.commune) || !m.hasRoleFor(p, s) {
				continue
			}
			at := int32(i) //nolint:gosec // far fewer shifts than that
			sorted, last = sorted && at > last, at
			list = append(list, at)
		}
	}
	if !sorted {
		slices.Sort(list)
		list = slices.Compact(list)
	}
	return list
}

func (m *model) hasRoleFor(p *person, s *shift) bool {
	for r := s.roleLo; r < s.roleHi; r++ {
		if p.may[m.roles[r].asks] {
			return true
		}
	}
	return false
}

// pairsIn are a person's pairs of the weeks from lo up to hi.
func (m *model) pairsIn(person, lo, hi int) []int32 {
	at := person * m.weeks
	return m.pairs[m.first[at+lo]:m.first[at+hi]]
}

// share runs work for 0 to n-1, a block at a time, on so many workers; it tells each which
// worker it is.
func share(workers, n int, work func(worker, i int)) {
	block := max(1, min(64, n/(4*workers)))
	next := make(chan int, (n+block-1)/block)
	for at := 0; at < n; at += block {
		next <- at
	}
	close(next)
	var all sync.WaitGroup
	for worker := range workers {
		all.Go(func() {
			for at := range next {
				for i := at; i < min(n, at+block); i++ {
					work(worker, i)
				}
			}
		})
	}
	all.Wait()
}
