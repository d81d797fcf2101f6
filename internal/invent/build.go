package invent

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/roster"
)

// Zone is the zone of an invented campaign.
const Zone = "Asia/Ho_Chi_Minh"

// Options choose a campaign; the same options give the same one.
type Options struct {
	People   int         // how many volunteers
	Days     int         // how long the campaign lasts
	Seed     uint64      // another seed, other people
	StartsOn roster.Date // its first day
	Communes int         // how many of the communes take part, 0 for all
}

// Seed is a campaign before its first plan: everything there is, nobody assigned.
type Seed struct {
	Campaign      roster.Campaign
	Communes      []roster.Commune
	Points        []roster.Point
	Organisations []roster.Organisation // the department first, then universities, then telecoms
	Skills        []roster.Skill
	Volunteers    []roster.Volunteer
	Shifts        []roster.Shift
	Roles         []roster.Role
}

// Build invents a campaign. It fails only when the embedded data is damaged.
func Build(o Options) (*Seed, error) {
	b, err := newBuilder(o)
	if err != nil {
		return nil, err
	}
	all, err := lenders()
	if err != nil {
		return nil, err
	}
	b.campaign()
	b.organise(all)
	b.points()
	if b.seed.Volunteers, err = b.people(all); err != nil {
		return nil, err
	}
	b.demand()
	return b.seed, nil
}

// Ground is what a real campaign of Hanoi begins with: the communes with their desks, the
// organisations that lend people and the skills, and nobody and nothing planned. The campaign
// has the given name and days.
func Ground(name string, from, to roster.Date, seed uint64) (*Seed, error) {
	b, err := newBuilder(Options{Days: from.DaysUntil(to) + 1, Seed: seed, StartsOn: from})
	if err != nil {
		return nil, err
	}
	all, err := lenders()
	if err != nil {
		return nil, err
	}
	b.campaign()
	b.seed.Campaign.Name = name
	b.organise(all)
	b.points()
	return b.seed, nil
}

// builder carries what one Build draws from.
type builder struct {
	options  Options
	rng      *rand.Rand
	ids      *rand.ChaCha8
	zone     *time.Location
	communes []roster.Commune
	desks    map[string]roster.Point
	mobiles  map[string]roster.Point
	names    names
	numbers  numbers
	serials  map[string]int
	seed     *Seed
}

func newBuilder(o Options) (*builder, error) {
	units, err := communes()
	if err != nil {
		return nil, err
	}
	if o.Communes > 0 {
		units = units[:min(o.Communes, len(units))]
	}
	known, err := skills()
	if err != nil {
		return nil, err
	}
	var key [32]byte
	copy(key[:], fmt.Sprintf("tiepsuc-demo-%d", o.Seed))
	return &builder{
		options: o, communes: units,
		rng:   rand.New(rand.NewPCG(o.Seed, 45)),
		ids:   rand.NewChaCha8(key),
		desks: map[string]roster.Point{}, mobiles: map[string]roster.Point{}, serials: map[string]int{},
		seed: &Seed{Communes: units, Skills: known},
	}, nil
}

// id makes the next identity; the generator behind it never fails.
func (b *builder) id() string {
	var raw uuid.UUID
	for i := range raw {
		raw[i] = byte(b.ids.Uint64())
	}
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	return raw.String()
}

func (b *builder) campaign() {
	b.seed.Campaign = roster.Campaign{
		ID:       b.id(),
		Name:     i18n.Text(i18n.VI, "demo.campaign", "days", b.options.Days),
		StartsOn: b.options.StartsOn, EndsOn: b.options.StartsOn.AddDays(b.options.Days - 1),
		TimeZone: Zone,
	}
	b.zone = b.seed.Campaign.Location()
}

// organise gives every lender its id and puts the department before them.
func (b *builder) organise(all []lender) {
	b.seed.Organisations = append(b.seed.Organisations, roster.Organisation{
		ID: b.id(), Kind: roster.Department,
		Name: i18n.Text(i18n.VI, "demo.department"), Short: i18n.Text(i18n.VI, "demo.department_short"),
	})
	for i := range all {
		all[i].organisation.ID = b.id()
		b.seed.Organisations = append(b.seed.Organisations, all[i].organisation)
	}
}

// points gives each commune its desk, and the populous rural ones a mobile point.
func (b *builder) points() {
	for _, c := range b.communes {
		desk := roster.Point{
			ID: b.id(), Commune: c.Code, Kind: roster.Desk,
			Name: i18n.Text(i18n.VI, "demo.desk_"+string(c.Kind), "commune", c.Name),
		}
		b.desks[c.Code] = desk
		b.seed.Points = append(b.seed.Points, desk)
		if c.Kind == roster.RuralCommune && c.Population >= mobileFrom {
			mobile := roster.Point{
				ID: b.id(), Commune: c.Code, Kind: roster.Mobile,
				Name: i18n.Text(i18n.VI, "demo.mobile", "number", 1, "commune", c.Name),
			}
			b.mobiles[c.Code] = mobile
			b.seed.Points = append(b.seed.Points, mobile)
		}
	}
}
