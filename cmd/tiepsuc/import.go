package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/db"
	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// ImportCmd takes in files.
type ImportCmd struct {
	Volunteers ImportVolunteersCmd `cmd:"" help:"People of an organisation."`
	Requests   ImportRequestsCmd   `cmd:"" help:"Help requests of communes."`
	Communes   ImportCommunesCmd   `cmd:"" help:"Communes of the campaign."`
	Timetables ImportTimetablesCmd `cmd:"" help:"Timetables and exams of an organisation's people."`
}

// ImportVolunteersCmd takes in a list of people.
type ImportVolunteersCmd struct {
	listFlags
	Organisation   string            `required:"" placeholder:"NAME" help:"Whose people: its name, short name or id."`
	Skill          map[string]string `placeholder:"WORD=SKILL:LEVEL" help:"Which skill a word of the list stands for; nothing after = leaves the word out."`
	SkipDuplicates bool              `help:"Leave out people whom another organisation has registered, instead of refusing the file."`
}

// Help shows how it is called.
func (*ImportVolunteersCmd) Help() string {
	return `Headings are recognised in Vietnamese and English, encodings and separators too. With any fault nothing
is stored: every faulty cell is named, exit code 1. Taking the same file in again changes nothing.

Example:

  tiepsuc import volunteers --organisation HUST --dry-run --marked faults.xlsx students.xlsx`
}

// Run takes the file in.
func (c *ImportVolunteersCmd) Run(env *Env) error {
	return c.with(env, func(store *db.Store, campaign roster.Campaign, content []byte) error {
		return c.take(env, store, campaign, content)
	})
}

func (c *ImportVolunteersCmd) take(env *Env, store *db.Store, campaign roster.Campaign, content []byte) error {
	owner, err := organisationOf(env.Ctx, store, campaign, c.Organisation)
	if err != nil {
		return err
	}
	words, err := c.skillWords()
	if err != nil {
		return err
	}
	done, err := dispatch.New(dispatch.Config{Store: store}).ImportVolunteers(env.Ctx, roster.Viewer{Role: roster.AsDepartment, Campaign: campaign.ID},
		dispatch.ImportInput{Organisation: owner, ListInput: c.input(env, content), SkipDuplicates: c.SkipDuplicates, SkillWords: words}, env.Now())
	if err != nil {
		return c.inWords(err)
	}
	return errors.Join(c.print(env, done), c.mark(done.Faults, func() ([]byte, error) {
		return dispatch.MarkVolunteers(content, done, i18n.Lang(c.Lang))
	}), c.faultless(done.Faults))
}

// inWords is an error of the file as people read it; it can't be read: exit code 2.
func (f *listFlags) inWords(err error) error {
	known, ok := errors.AsType[*roster.Error](err)
	if !ok || !slices.Contains([]string{"file", "columns", "sheet", "skillWords", "periods"}, known.Field) {
		return err
	}
	return usageError(fmt.Errorf("%s: %s", f.File, f.text(known)))
}

func (f *listFlags) text(e *roster.Error) string {
	return i18n.Refusal(i18n.Lang(f.Lang), e.Key, e.Args...)
}

func (c *ImportVolunteersCmd) skillWords() (map[string]roster.SkillLevel, error) {
	words := make(map[string]roster.SkillLevel, len(c.Skill))
	for word, said := range c.Skill {
		code, text, levelled := strings.Cut(said, ":")
		level := 1
		if levelled {
			var err error
			if level, err = strconv.Atoi(text); err != nil {
				return nil, usageError(fmt.Errorf("--skill %q=%s: %q is no level", word, said, text))
			}
		}
		words[word] = roster.SkillLevel{Skill: code, Level: level}
	}
	return words, nil
}

func (c *ImportVolunteersCmd) print(env *Env, done dispatch.Registered) error {
	if c.JSON {
		return json.NewEncoder(env.Stdout).Encode(c.outcome(done))
	}
	if err := c.printRows(env, done.Columns, append(done.Faults, done.Duplicates...)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(env.Stdout, "created %d\nupdated %d\nunchanged %d\nduplicates %d\nfaults %d\n",
		done.Created, done.Updated, done.Unchanged, len(done.Duplicates), len(done.Faults))
	return err
}

// at is where a fault stands: Sheet1!C5, or C5 in a text.
func at(f dispatch.RowFault) string {
	if f.Sheet == "" {
		return f.Cell
	}
	return f.Sheet + "!" + f.Cell
}

func (c *ImportVolunteersCmd) outcome(done dispatch.Registered) map[string]any {
	return map[string]any{
		"dryRun": c.DryRun, "created": done.Created, "updated": done.Updated, "unchanged": done.Unchanged,
		"duplicates": c.rows(done.Duplicates), "faults": c.rows(done.Faults), "columns": columnRows(done.Columns),
	}
}

// organisationOf finds who lends people by name, short name or id.
func organisationOf(ctx context.Context, store *db.Store, campaign roster.Campaign, name string) (string, error) {
	all, err := store.Organisations(ctx, roster.Scope{Campaign: campaign.ID, All: true}, nil)
	if err != nil {
		return "", err
	}
	for _, o := range all {
		if isCalled(o, name) {
			return o.ID, nil
		}
	}
	return "", usageError(fmt.Errorf("no organisation %q takes part in %s", name, campaign.Name))
}

func isCalled(o roster.Organisation, name string) bool {
	return o.ID == name || strings.EqualFold(o.Name, name) || strings.EqualFold(o.Short, name)
}
