package planner

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
)

// compilePairs lists, on all processors, what each person could take, home by home: the shifts
// in anybody's reach are those of few communes where there are many. forget takes the windows
// out of the problem then.
func (m *model) compilePairs(forget bool) {
	m.pairs, m.first = make([][]int32, len(m.people)), make([]uint32, len(m.people)*(m.weeks+1))
	homes, farthest := m.homes()
	workers := runtime.GOMAXPROCS(0)
	blocks, found, local := make([][]int32, workers), make([][]int32, workers), make([][]int32, workers)
	share(workers, len(homes), func(worker, home int) {
		if len(homes[home]) == 0 {
			return
		}
		local[worker] = m.shiftsWithin(int32(home), farthest, local[worker][:0]) //nolint:gosec // far fewer communes than that
		for _, i := range homes[home] {
			found[worker] = m.pairsOf(&m.people[i], local[worker], found[worker][:0])
			blocks[worker], m.pairs[i] = packed(blocks[worker], found[worker])
			m.people[i].windows = nil // the pairs say it all
			if forget {
				m.problem.People[i].Available = nil
			}
			m.countWeeks(int(i))
		}
	})
	for _, list := range m.pairs {
		m.size += len(list)
	}
}

// homes are the people by where they live, and how far anybody goes.
func (m *model) homes() (homes [][]int32, farthest float64) {
	homes = make([][]int32, len(m.km))
	for i := range m.people {
		p := &m.people[i]
		homes[p.home] = append(homes[p.home], int32(i)) //nolint:gosec // far fewer people than that
		farthest = max(farthest, p.maxKm)
	}
	return homes, farthest
}

// shiftsWithin appends the shifts within so many kilometres of a commune, in order.
func (m *model) shiftsWithin(home int32, farthest float64, list []int32) []int32 {
	near := make([]bool, len(m.km))
	for c, km := range m.km[home] {
		near[c] = inReach(km, farthest)
	}
	for at, place := range m.place[:len(m.place)-1] {
		if near[place] {
			list = append(list, int32(at)) //nolint:gosec // far fewer shifts than that
		}
	}
	return list
}

// packed copies a list into the room that a block has left, or into a new block: millions of
// small lists of their own would take twice the memory.
func packed(block, list []int32) (rest, copied []int32) {
	const usual = 1 << 18
	if len(block) < len(list) {
		block = make([]int32, max(usual, len(list)))
	}
	copied = block[:len(list):len(list)]
	copy(copied, list)
	return block[len(list):], copied
}

// countWeeks notes where each week of a person's pairs begins.
func (m *model) countWeeks(person int) {
	first, at := m.first[person*(m.weeks+1):], 0
	for week := range m.weeks {
		for at < len(m.pairs[person]) && m.shifts[m.pairs[person][at]].week() == week {
			at++
		}
		first[week+1] = uint32(at) //nolint:gosec // far fewer shifts than that
	}
}

// pairsOf appends those of the shifts near a person's home, in order, that are within their
// windows and reach and have a role for them, to an empty list.
func (m *model) pairsOf(p *person, local, list []int32) []int32 {
	if p.maxDays == 0 {
		return list
	}
	sorted, last := true, int32(-1)
	km := m.km[p.home]
	for _, w := range p.windows {
		from, _ := slices.BinarySearchFunc(local, w.start, func(at int32, start int64) int { return cmp.Compare(m.shifts[at].start, start) })
		for _, at := range local[from:] {
			s := &m.shifts[at]
			if s.start >= w.end {
				break
			}
			if s.end > w.end || s.length > p.maxDay || s.length > p.maxWeek || !inReach(km[s.commune], p.maxKm) ||
				slices.Contains(p.avoid, s.commune) || !m.hasRoleFor(p, s) {
				continue
			}
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
	at := person * (m.weeks + 1)
	return m.pairs[person][m.first[at+lo]:m.first[at+hi]]
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
