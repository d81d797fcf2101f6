package roster

// ImportPhase is what an import is doing.
type ImportPhase string

// The phases of an import, in order.
const (
	ImportReading  ImportPhase = "reading"
	ImportChecking ImportPhase = "checking"
	ImportStoring  ImportPhase = "storing"
	ImportEnded    ImportPhase = "ended"
)

// ImportStep is how far an import has come: so many rows of all are checked.
type ImportStep struct {
	Phase ImportPhase `json:"phase"`
	Done  int         `json:"done"`
	Total int         `json:"total"`
}
