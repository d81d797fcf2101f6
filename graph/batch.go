package graph

import "github.com/tiepsuc/tiepsuc/roster"

// ids collects what each parent points at, each once.
func ids[P any](parents []*P, of func(*P) string) []string {
	seen := make(map[string]bool, len(parents))
	list := make([]string, 0, len(parents))
	for _, p := range parents {
		if id := of(p); !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	return list
}

// one gives each parent the child that it points at; a child that the viewer may not see is
// not found.
func one[P, C any](parents []*P, of func(*P) string, children []C, id func(*C) string, noun string) ([]C, error) {
	byID := make(map[string]C, len(children))
	for i := range children {
		byID[id(&children[i])] = children[i]
	}
	list := make([]C, len(parents))
	for i, p := range parents {
		child, ok := byID[of(p)]
		if !ok {
			return nil, roster.Missing(noun)
		}
		list[i] = child
	}
	return list, nil
}

// maybe gives each parent the child that it points at, nil where there is none to see.
func maybe[P, C any](parents []*P, of func(*P) string, children []C, id func(*C) string) []*C {
	byID := make(map[string]*C, len(children))
	for i := range children {
		byID[id(&children[i])] = &children[i]
	}
	list := make([]*C, len(parents))
	for i, p := range parents {
		list[i] = byID[of(p)]
	}
	return list
}

// many gives each parent its children, in the order in which they came.
func many[P, C any](parents []*P, of func(*P) string, children []C, parent func(*C) string) [][]C {
	byParent := make(map[string][]C, len(parents))
	for i := range children {
		key := parent(&children[i])
		byParent[key] = append(byParent[key], children[i])
	}
	lists := make([][]C, len(parents))
	for i, p := range parents {
		if lists[i] = byParent[of(p)]; lists[i] == nil {
			lists[i] = []C{}
		}
	}
	return lists
}
