package scalar

// Node is any row with a global identity. What such rows have in common is an id and nothing
// that Go would need a method for; the schema says which types they are.
type Node any
