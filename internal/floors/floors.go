// Package floors says which package may import which, as data; its test holds the tree to
// it. The drawing is in ARCHITECTURE.md.
package floors

// Floor is the height of a package: it may import what lies on lower floors. Packages of one
// floor don't know each other.
type Floor int

// Off are packages that carry no part of the platform: they may be imported where allowed
// names it, and their own imports are given.
const Off Floor = -1

// Package is one package of the tree, or with a trailing slash all below a folder. Siblings
// are packages of its own floor that it may import all the same, with the reason in Why.
type Package struct {
	Path     string
	Floor    Floor
	Siblings []string
	Why      string
}

// Packages lists every package of the module, relative to its root.
func Packages() []Package {
	return []Package{
		{Path: "roster", Floor: 0},
		{Path: "i18n", Floor: 0},
		{Path: "internal/throttle", Floor: 0},
		{Path: "internal/spool", Floor: 0},
		{Path: "match", Floor: 1},
		{Path: "exchange", Floor: 1},
		{Path: "planner", Floor: 1},
		{Path: "planner/check", Floor: 1, Siblings: []string{"planner"}, Why: "shares the file formats, no rule"},
		{Path: "planner/generate", Floor: 1, Siblings: []string{"planner"}, Why: "writes problems"},
		{Path: "planner/bench", Floor: 2},
		{Path: "db", Floor: 2},
		{Path: "notify", Floor: 2},
		{Path: "dispatch", Floor: 3},
		{Path: "scheduler", Floor: 3, Siblings: []string{"dispatch"}, Why: "lists the verbs that run by the clock"},
		{Path: "auth", Floor: 3},
		{Path: "notify/twilio", Floor: 3},
		{Path: "notify/hook", Floor: 3},
		{Path: "graph/scalar", Floor: 3},
		{Path: "internal/invent", Floor: 3},
		{Path: "graph/gen", Floor: 4},
		{Path: "graph/sdl", Floor: 5},
		{Path: "graph", Floor: 5},
		{Path: "web", Floor: 5},
		{Path: "sim", Floor: 5},
		{Path: "internal/demo", Floor: 5, Siblings: []string{"internal/faketwilio"}, Why: "its phones live on the fake"},
		{Path: "cmd/tiepsuc", Floor: 6, Siblings: []string{"internal/localpg", "internal/faketwilio"}, Why: "wires the demo"},
		{Path: "graph/bench", Floor: 6},
		{Path: "docs/api/examples/go-client", Floor: Off},
		{Path: "internal/localpg", Floor: Off},
		{Path: "internal/localpg/testpg", Floor: Off, Siblings: []string{"internal/localpg"}, Why: "a server for a command"},
		{Path: "internal/faketwilio", Floor: Off},
		{Path: "internal/prism", Floor: Off, Siblings: []string{"internal/faketwilio", "notify", "notify/twilio", "roster"}, Why: "lets Twilio's specification judge the adapter"},
		{Path: "internal/oracle", Floor: Off, Siblings: []string{"planner", "planner/check", "planner/generate"}, Why: "holds the planner against an exact solver"},
		{Path: "internal/floors", Floor: Off},
		{Path: "db/dbtest", Floor: Off, Siblings: []string{"db", "internal/localpg"}, Why: "gives tests a database"},
		{Path: "db/schemadump", Floor: Off, Siblings: []string{"db"}, Why: "prints the schema"},
	}
}

// Fence keeps a third party in the packages that are meant to know it.
type Fence struct {
	Module string
	Only   []string
	Why    string
}

// Fences lists the third parties that may not spread.
func Fences() []Fence {
	return []Fence{
		{"github.com/jackc/pgx/", []string{"db", "db/dbtest", "db/schemadump", "scheduler", "cmd/tiepsuc", "graph/bench"}, "the only SQL is in db; the queue and the wiring need the pool"},
		{"github.com/riverqueue/", []string{"db", "scheduler", "cmd/tiepsuc"}, "jobs are inserted with their change and worked off in one place"},
		{"github.com/twilio/", []string{"notify/twilio"}, "one user of twilio-go"},
		{"github.com/99designs/gqlgen/", []string{"graph", "graph/gen", "graph/scalar"}, "GraphQL ends at the API"},
		{"github.com/vektah/gqlparser/", []string{"graph", "graph/gen", "graph/sdl"}, "GraphQL ends at the API"},
		{"github.com/robfig/cron/", []string{"scheduler"}, "what runs when is one list"},
		{"github.com/pressly/goose/", []string{"db"}, "migrations are the database's"},
		{"github.com/alecthomas/kong", []string{"cmd/tiepsuc"}, "arguments end at the commands"},
		{"github.com/emersion/go-ical", []string{"exchange"}, "calendars are read and written in one place"},
		{"github.com/teambition/rrule-go", []string{"exchange"}, "calendars are read and written in one place"},
		{"github.com/xuri/excelize/", []string{"exchange"}, "workbooks are read and written in one place"},
		{"github.com/nyaruka/phonenumbers", []string{"notify"}, "numbers are read in one place"},
		{"github.com/coreos/go-oidc/", []string{"auth"}, "who is asking is decided in one place"},
		{"golang.org/x/oauth2", []string{"auth"}, "who is asking is decided in one place"},
		{"net/http", []string{"graph", "graph/gen", "graph/bench", "web", "auth", "notify/twilio", "notify/hook", "internal/faketwilio", "internal/prism", "internal/demo", "cmd/tiepsuc", "docs/api/examples/go-client"}, "the rules know no transport"},
		{"database/sql", []string{"db"}, "the only SQL is in db"},
	}
}
