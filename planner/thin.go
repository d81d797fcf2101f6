package planner

// thin leaves out options that another one of the same time beats: it is worth as much, and
// whatever could go with them can go with it.
func (r *rosterer) thin(t *today) {
	list := r.options[t.lo:t.hi]
	for a := 0; a < len(list); {
		b, top, pinned := a, a, false
		for ; b < len(list) && list[b].s.start == list[a].s.start && list[b].s.end == list[a].s.end; b++ {
			pinned = pinned || list[b].pinned
			if list[b].gain > list[top].gain {
				top = b
			}
		}
		if b-a > 1 && !pinned {
			r.thinSlot(list, a, b, top)
		}
		a = b
	}
	kept := list[:0]
	for _, o := range list {
		if !o.out {
			kept = append(kept, o)
		}
	}
	t.hi = t.lo + int32(len(kept)) //nolint:gosec // a person's options are few
}

// thinSlot marks what the top of list[a:b] beats. Another one stays only when something of
// another time goes better with it than with the top.
func (r *rosterer) thinSlot(list []option, a, b, top int) {
	for k := a; k < b; k++ {
		list[k].out = k != top
	}
	for o := range list {
		if o >= a && o < b || !r.clash(&list[top], &list[o]) {
			continue
		}
		for k := a; k < b; k++ {
			if list[k].out && !r.clash(&list[k], &list[o]) {
				list[k].out = false
			}
		}
	}
}

// clash tells whether two options of different times that don't overlap are too far apart,
// or lose against each other.
func (r *rosterer) clash(a, b *option) bool {
	gap, from, to := b.s.start-a.s.end, a.s.commune, b.s.commune
	if gap < 0 {
		gap, from, to = a.s.start-b.s.end, to, from
	}
	if gap < 0 {
		return false
	}
	return gap < r.m.travel[from][to] || r.crowding != nil && a.s.cell == b.s.cell
}
