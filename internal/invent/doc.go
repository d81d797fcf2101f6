// Package invent makes a campaign for the demo and the simulator: the 126 communes of Hanoi
// with their real names, places and populations, invented people who could be real, and the
// shifts of its days. The same options give the same campaign, row by row.
package invent
