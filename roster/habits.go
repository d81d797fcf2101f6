package roster

// Habits are how people have answered and come of late, of everybody whom a viewer may know:
// by organisation, and by the hour of the day at which they were asked.
type Habits struct {
	Organisations []OrganisationHabits
	Hours         []HourHabits
}

// OrganisationHabits are how an organisation's people have answered and come: yeses of asks, of
// how many promised shifts they came to, and in how many minutes half of the answers came (nil
// where there was none).
type OrganisationHabits struct {
	Organisation   string
	Asked, Yes     int
	Promised, Came int
	MedianMinutes  *float64
}

// HourHabits are how those have answered whom a text asked in an hour of the campaign's day.
type HourHabits struct {
	Hour            int
	Asked, Answered int
	MedianMinutes   *float64
}
