// Package exchange reads what organisations send and writes what they get back: tables
// (CSV, XLSX) and calendars (iCalendar, RFC 5545). It knows encodings, separators, headings
// and the shapes of cells; it knows no rule and touches neither disk nor database.
//
// Read makes sheets of raw cells from any file, Find picks the table in them and says which
// column is what. Every value keeps its address, so that a fault can name its cell.
package exchange
