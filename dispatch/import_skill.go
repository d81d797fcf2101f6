package dispatch

import (
	"regexp"
	"strings"

	"github.com/tiepsuc/tiepsuc/exchange"
	"github.com/tiepsuc/tiepsuc/roster"
)

// skillWords are the words that stand for skills: codes, names in both languages, and the
// initials of names ("CNTT") where they are one skill's alone.
func skillWords(skills []roster.Skill) map[string]string {
	words, initials := map[string]string{}, map[string]string{}
	for _, s := range skills {
		for _, name := range []string{s.NameVI, s.NameEN} {
			short := initialsOf(name)
			if other, used := initials[short]; used && other != s.Code {
				short = ""
			}
			initials[short] = s.Code
		}
	}
	for short, code := range initials {
		if len(short) > 1 {
			words[short] = code
		}
	}
	for _, s := range skills {
		for _, word := range []string{s.NameEN, s.NameVI, s.Code} {
			words[exchange.Plain(word)] = s.Code
		}
	}
	return words
}

func initialsOf(name string) string {
	var short strings.Builder
	for _, word := range strings.Fields(exchange.Plain(name)) {
		short.WriteByte(word[0])
	}
	return short.String()
}

var levelled = regexp.MustCompile(`^(.+?)(?: (?:bac|muc|level|cap))? ([0-9])$`)

// skill is the skill that a word stands for, none where the sender says that it is to be left
// out. known is false for any other word: a guess could send somebody who can't help.
func (g glossary) skill(text string) (skill roster.SkillLevel, known bool) {
	key := exchange.Plain(text)
	if said, ok := g.said[key]; ok {
		return said, true
	}
	if code, ok := g.skills[key]; ok {
		return roster.SkillLevel{Skill: code, Level: 1}, true
	}
	m := levelled.FindStringSubmatch(key)
	if m == nil {
		return roster.SkillLevel{}, false
	}
	code, known := g.skills[m[1]]
	return roster.SkillLevel{Skill: code, Level: int(m[2][0] - '0')}, known
}

// say takes the sender's word on words: each must be a skill of the campaign or none.
func (g glossary) say(words map[string]roster.SkillLevel) error {
	for word, skill := range words {
		if skill.Skill != "" && !g.vocabulary.Skills[skill.Skill] {
			return roster.Bad("skillWords", "skill.unknown", "code", skill.Skill)
		}
		g.said[exchange.Plain(word)] = skill
	}
	return nil
}
