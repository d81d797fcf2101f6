// Package graph is the GraphQL API: one pair of files per noun, the schema in schema/ and
// its resolvers here. Reads go to the store with the viewer's scope, writes to the verbs of
// dispatch; a resolver only translates. Lists resolve in batches, so that the number of SQL
// statements of a query doesn't depend on how long its lists are.
package graph
