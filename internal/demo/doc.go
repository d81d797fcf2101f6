// Package demo makes a campaign to look at: the 126 communes of Hanoi with their real
// names, places and populations, invented people who could be real, the shifts of 45 days,
// a clock that runs faster than the wall's, and phones that answer as people do. The same
// options give the same campaign, row by row.
package demo
