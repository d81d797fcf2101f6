package invent

import (
	"fmt"
	"math/rand/v2"

	"github.com/tiepsuc/tiepsuc/roster"
)

// engineerShare of the people come from telecom firms, the rest are students.
const engineerShare = 0.15

// people invents o.People volunteers of the given lenders.
func (b *builder) people(all []lender) ([]roster.Volunteer, error) {
	parts, err := readNames()
	if err != nil {
		return nil, err
	}
	b.names, b.numbers = parts, numbers{taken: map[roster.Phone]bool{}}
	universities, telecoms := split(all)
	var people []roster.Volunteer
	for range b.options.People {
		if b.rng.Float64() < engineerShare {
			people = append(people, b.engineer(telecoms[pick(b.rng, falling(len(telecoms)))]))
		} else {
			people = append(people, b.student(universities[pick(b.rng, falling(len(universities)))]))
		}
	}
	return people, nil
}

func split(all []lender) (universities, telecoms []lender) {
	for _, l := range all {
		if l.organisation.Kind == roster.University {
			universities = append(universities, l)
		} else {
			telecoms = append(telecoms, l)
		}
	}
	return universities, telecoms
}

// falling are weights that fall from 2 to 1: the first organisations lend most people.
func falling(n int) []float64 {
	weights := make([]float64, n)
	for i := range weights {
		weights[i] = 2 - float64(i)/float64(n)
	}
	return weights
}

func (b *builder) student(from lender) roster.Volunteer {
	v := b.person(from, roster.Student)
	v.ExternalID = fmt.Sprintf("%d%04d", 2022+b.rng.IntN(4), b.serial(from))
	v.Skills = studentSkills(b.rng)
	v.Limits = roster.Limits{
		MinutesPerDay:  []int{240, 480}[pick(b.rng, []float64{35, 65})],
		MinutesPerWeek: 210 * (2 + pick(b.rng, []float64{25, 40, 25, 10})),
		DaysPerWeek:    2 + pick(b.rng, []float64{20, 35, 30, 15}),
		Km:             float64(8 + 2*b.rng.IntN(7)),
	}
	v.Availability = roster.Availability{Weekly: studentWeek(b.rng), Exceptions: exams(b.rng, b.options)}
	return v
}

func (b *builder) engineer(from lender) roster.Volunteer {
	v := b.person(from, roster.Engineer)
	v.ExternalID = fmt.Sprintf("NV%05d", b.serial(from))
	v.Skills = engineerSkills(b.rng)
	v.Limits = roster.Limits{MinutesPerDay: 480, MinutesPerWeek: 960, DaysPerWeek: 3, Km: float64(20 + 5*b.rng.IntN(4))}
	v.Availability = roster.Availability{Weekly: engineerWeek(b.rng)}
	return v
}

// person is what students and engineers have in common.
func (b *builder) person(from lender, kind roster.VolunteerKind) roster.Volunteer {
	home := homeOf(b.rng, b.communes, from.campus)
	v := roster.Volunteer{
		ID: b.id(), Organisation: from.organisation.ID, Kind: kind,
		Name: b.names.draw(b.rng), Phone: b.numbers.draw(b.rng),
		Home: home.Code, Lang: "vi", ConsentSMS: b.rng.Float64() < 0.98,
	}
	if b.rng.Float64() < 0.02 {
		v.Lang = "en"
	}
	if b.rng.Float64() < 0.30 {
		v.Prefer = []string{home.Code}
	}
	if far := b.communes[b.rng.IntN(len(b.communes))]; b.rng.Float64() < 0.05 && far.Code != home.Code {
		v.Avoid = []string{far.Code}
	}
	return v
}

// serial counts the people of an organisation: nobody's number is given twice.
func (b *builder) serial(from lender) int {
	b.serials[from.organisation.ID]++
	return b.serials[from.organisation.ID]
}

func studentSkills(rng *rand.Rand) []roster.SkillLevel {
	return levels(
		roster.SkillLevel{Skill: "it", Level: pick(rng, []float64{10, 30, 42, 18})},
		roster.SkillLevel{Skill: "guide", Level: 1 + pick(rng, []float64{55, 35, 10})},
		roster.SkillLevel{Skill: "network", Level: pick(rng, []float64{86, 10, 4})},
	)
}

func engineerSkills(rng *rand.Rand) []roster.SkillLevel {
	return levels(
		roster.SkillLevel{Skill: "it", Level: 1 + pick(rng, []float64{15, 40, 45})},
		roster.SkillLevel{Skill: "guide", Level: pick(rng, []float64{30, 50, 20})},
		roster.SkillLevel{Skill: "network", Level: pick(rng, []float64{15, 20, 40, 25})},
	)
}

// levels keeps the skills that somebody has at all.
func levels(drawn ...roster.SkillLevel) []roster.SkillLevel {
	var has []roster.SkillLevel
	for _, s := range drawn {
		if s.Level > 0 {
			has = append(has, s)
		}
	}
	return has
}
