// Package spool keeps records on disk for as long as the place they belong to is away, and
// gives them back in the order they came.
//
// A record that Append has returned for is on the disk. A line is a checksum and the record;
// one that a crash left half written is told apart by it and left out. Records are taken from
// a file that nobody appends to any more, and a file is removed only when all of it has been
// taken: a crash in between gives its records again, so taking one twice must do no harm.
//
// Several programs may use one folder: its locks are the file system's.
package spool
