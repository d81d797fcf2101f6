package graph

import (
	"github.com/tiepsuc/tiepsuc/graph/gen"
	"github.com/tiepsuc/tiepsuc/roster"
)

func processorOf(id string, in gen.ProcessorInput) roster.Processor {
	return roster.Processor{ID: id, Name: in.Name, Processes: in.Processes, Place: in.Place, Abroad: in.Abroad, Contract: in.Contract, Since: in.Since}
}

func breachOf(id string, in gen.BreachInput) roster.Breach {
	return roster.Breach{ID: id, What: in.What, FoundAt: in.FoundAt, People: in.People, Affected: in.Affected, Measures: in.Measures}
}
