package roster

// ConsentText is a version of the words to which people agree for a purpose; Key is under which
// they stand. Words that were agreed to never change: others are a new version.
type ConsentText struct {
	Purpose string
	Version int
	Key     string
}

// ForShifts is the purpose of asking people about shifts and telling them of those.
const ForShifts = "shifts"

// ConsentTexts lists all versions, the one that counts of each purpose last. A consent of version
// 0 is from before the words were kept.
func ConsentTexts() []ConsentText {
	return []ConsentText{{Purpose: ForShifts, Version: 1, Key: "consent.shifts_1"}}
}

// ConsentVersion is the version of a purpose's words that counts now; 0 for an unknown purpose.
func ConsentVersion(purpose string) int {
	version := 0
	for _, t := range ConsentTexts() {
		if t.Purpose == purpose {
			version = t.Version
		}
	}
	return version
}
