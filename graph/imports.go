package graph

import (
	"context"
	"encoding/base64"
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/roster"
)

func registered(ctx context.Context, done dispatch.Registered) gen.RegisterVolunteersResult {
	return gen.RegisterVolunteersResult{
		Created: done.Created, Updated: done.Updated, Unchanged: done.Unchanged,
		Faults: rowFaults(ctx, done.Faults), Duplicates: rowFaults(ctx, done.Duplicates), Columns: takenColumns(done.Columns),
	}
}

func takenColumns(taken []exchange.Taken) []gen.TakenColumn {
	columns := make([]gen.TakenColumn, len(taken))
	for i, t := range taken {
		columns[i] = gen.TakenColumn{Field: string(t.Field), Heading: t.Heading, Column: t.Column}
	}
	return columns
}

// namedColumns are the headings that a caller names for some fields.
func namedColumns(columns []gen.ColumnInput) map[exchange.Field]string {
	names := make(map[exchange.Field]string, len(columns))
	for _, c := range columns {
		names[exchange.Field(c.Field)] = c.Heading
	}
	return names
}

func saidWords(words []gen.SkillWordInput) map[string]roster.SkillLevel {
	said := make(map[string]roster.SkillLevel, len(words))
	for _, w := range words {
		said[w.Word] = roster.SkillLevel{Skill: or(w.Skill), Level: w.Level}
	}
	return said
}

func rowFaults(ctx context.Context, faults []dispatch.RowFault) []gen.RowFault {
	shown := make([]gen.RowFault, len(faults))
	for i, f := range faults {
		shown[i] = gen.RowFault{
			Row: f.Row, Sheet: nonZero(f.Sheet), Cell: nonZero(f.Cell), Column: f.Column, Key: f.Err.Key, Message: message(ctx, f.Err),
		}
	}
	return shown
}

// uploaded reads a file of a multipart request, whose size the transport has bounded.
func uploaded(file graphql.Upload) ([]byte, error) {
	content, err := io.ReadAll(file.File)
	if err != nil {
		return nil, &roster.Error{Kind: roster.BadInput, Key: "import.unreadable", Field: "file", Err: err}
	}
	return content, nil
}

// imported tells of an import, and gives a refused file back with its faults marked.
func imported(ctx context.Context, file []byte, done dispatch.Registered) (gen.RegisterVolunteersResult, error) {
	result := registered(ctx, done)
	if len(done.Faults) == 0 {
		return result, nil
	}
	marked, err := dispatch.MarkVolunteers(file, done, langOf(ctx))
	if err != nil {
		return result, err
	}
	result.Marked = coded(marked)
	return result, nil
}

// coded is a file in an answer, null where there is none.
func coded(file []byte) *string {
	if file == nil {
		return nil
	}
	text := base64.StdEncoding.EncodeToString(file)
	return &text
}

func timetabled(ctx context.Context, file []byte, done dispatch.Timetabled) (gen.ImportTimetablesResult, error) {
	result := gen.ImportTimetablesResult{
		Changed: done.Changed, Unchanged: done.Unchanged, Faults: rowFaults(ctx, done.Faults), Columns: takenColumns(done.Columns),
		Periods: make([]gen.Period, len(done.Periods)),
	}
	for i, p := range done.Periods {
		result.Periods[i] = gen.Period{Number: p.Number, From: exchange.HHMM(p.From), To: exchange.HHMM(p.To)}
	}
	if len(done.Faults) == 0 {
		return result, nil
	}
	marked, err := dispatch.MarkTimetables(file, done, langOf(ctx))
	result.Marked = coded(marked)
	return result, err
}

// lessons are the periods that a caller gives; the same number twice is the caller's fault.
func lessons(in []gen.PeriodInput) ([]exchange.Period, error) {
	said := make([]exchange.Said, len(in))
	for i, p := range in {
		said[i] = exchange.Said{Number: strconv.Itoa(p.Number), Hours: p.From + "-" + p.To}
	}
	return exchange.ReadPeriods(said)
}

func importResult(ctx context.Context, file []byte, done dispatch.Imported) (gen.ImportResult, error) {
	result := gen.ImportResult{
		Created: done.Created, Updated: done.Updated, Unchanged: done.Unchanged, Faults: rowFaults(ctx, done.Faults), Columns: takenColumns(done.Columns),
	}
	if len(done.Faults) == 0 {
		return result, nil
	}
	marked, err := dispatch.MarkList(file, done, langOf(ctx))
	result.Marked = coded(marked)
	return result, err
}
