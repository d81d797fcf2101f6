package graph

import "github.com/vektah/gqlparser/v2/ast"

// figuresOnly tells whether a selection reads nothing but what the notices of a campaign tell
// of: no person, no clock, and no day that is counted from today.
func figuresOnly(set ast.SelectionSet, variables map[string]any) bool {
	for _, selection := range set {
		var below ast.SelectionSet
		switch s := selection.(type) {
		case *ast.Field:
			if !isFigure(s, variables) {
				return false
			}
			below = s.SelectionSet
		case *ast.InlineFragment:
			below = s.SelectionSet
		case *ast.FragmentSpread:
			below = s.Definition.SelectionSet
		}
		if !figuresOnly(below, variables) {
			return false
		}
	}
	return true
}

// isFigure lists the fields; one that isn't here is read afresh each time.
func isFigure(f *ast.Field, variables map[string]any) bool {
	switch f.ObjectDefinition.Name + "." + f.Name {
	case "Campaign.board", "Campaign.coverage", "Commune.coverage", "Commune.shifts":
		return given(f, "from", variables) && given(f, "to", variables)
	case "Query.campaign", "Query.commune",
		"Campaign.id", "Campaign.name", "Campaign.startsOn", "Campaign.endsOn", "Campaign.communes",
		"Commune.id", "Commune.code", "Commune.name", "Commune.kind", "Commune.lat", "Commune.lon", "Commune.population",
		"Board.days", "Board.rows",
		"BoardRow.code", "BoardRow.name", "BoardRow.seats", "BoardRow.confirmed", "BoardRow.asked", "BoardRow.floors", "BoardRow.floorsMet",
		"Coverage.seats", "Coverage.confirmed", "Coverage.asked", "Coverage.ratio", "Coverage.floors", "Coverage.floorsMet", "Coverage.lowestRatio",
		"Shift.id", "Shift.commune", "Shift.start", "Shift.end", "Shift.priority", "Shift.roles",
		"Role.id", "Role.skill", "Role.level", "Role.kind", "Role.seats", "Role.floor", "Role.confirmed", "Role.asked",
		"Skill.code", "Skill.name":
		return true
	}
	return f.Name == "__typename"
}

// given tells whether an argument has a value.
func given(f *ast.Field, argument string, variables map[string]any) bool {
	a := f.Arguments.ForName(argument)
	if a == nil {
		return false
	}
	v, err := a.Value.Value(variables)
	return err == nil && v != nil
}
