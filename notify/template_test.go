package notify_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/i18n"
	"github.com/tiepsuc/tiepsuc/notify"
)

var slotPattern = regexp.MustCompile(`\{([a-z_]+)\}`)

// eachTemplate runs check on every template in every language.
func eachTemplate(t *testing.T, check func(template notify.Template, lang i18n.Lang) error) {
	t.Helper()
	for _, lang := range i18n.Langs() {
		for _, template := range notify.Templates() {
			t.Run(string(lang)+"/"+template.Key, func(t *testing.T) {
				t.Parallel()
				if err := check(template, lang); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestTheLongestTextFitsItsSegmentsUnaccented(t *testing.T) {
	t.Parallel()
	eachTemplate(t, func(template notify.Template, lang i18n.Lang) error {
		body := template.Longest(lang).Body
		count := notify.Count(body)
		if count.Encoding != notify.GSM7 || count.Segments > template.MostSegments {
			return fmt.Errorf("%+v, want at most %d of gsm7: %s", count, template.MostSegments, body)
		}
		if !strings.HasPrefix(body, "TIEPSUC: ") || slotPattern.MatchString(body) {
			return fmt.Errorf("no sender in front, or an empty slot: %s", body)
		}
		return nil
	})
}

func TestATextHasTheSlotsThatItsTemplateNames(t *testing.T) {
	t.Parallel()
	eachTemplate(t, func(template notify.Template, lang i18n.Lang) error {
		named := map[string]bool{}
		for _, slot := range template.Slots {
			named[slot.Name] = true
		}
		for _, words := range []string{template.Words(lang), template.Accented(lang)} {
			said := map[string]bool{}
			for _, found := range slotPattern.FindAllStringSubmatch(words, -1) {
				said[found[1]] = true
			}
			if diff := cmp.Diff(named, said); diff != "" {
				return fmt.Errorf("%s\nslots (-named +said):\n%s", words, diff)
			}
		}
		return nil
	})
}

func TestTheAccentedTextSaysTheSameAsTheSMS(t *testing.T) {
	t.Parallel()
	eachTemplate(t, func(template notify.Template, lang i18n.Lang) error {
		if got := notify.Unaccent(template.Accented(lang)); got != template.Words(lang) {
			return fmt.Errorf("accented %s\nsms      %s", got, template.Words(lang))
		}
		return nil
	})
}

func TestEverySMSIsATemplate(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, template := range notify.Templates() {
		listed[template.Key] = true
	}
	for _, lang := range i18n.Langs() {
		catalog, err := i18n.Catalog(lang)
		if err != nil {
			t.Fatal(err)
		}
		for key := range catalog {
			if strings.HasPrefix(key, "sms.") && !strings.HasPrefix(key, "sms.weekday.") && !listed[key] {
				t.Errorf("%s is no template", key)
			}
		}
	}
}

// TestNewWordsHaveANewVersion compares with what was registered: testdata/templates.json says
// for each version the words it stands for. After new words, raise the version and add a line.
func TestNewWordsHaveANewVersion(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join("testdata", "templates.json"))
	if err != nil {
		t.Fatal(err)
	}
	var registered map[string][]string // by key, the words' digest of each version from 1 on
	if err := json.Unmarshal(raw, &registered); err != nil {
		t.Fatal(err)
	}
	for _, template := range notify.Templates() {
		digest := sha256.Sum256([]byte(template.Words(i18n.VI) + "\n" + template.Words(i18n.EN)))
		got := hex.EncodeToString(digest[:8])
		versions := registered[template.Key]
		if len(versions) == 0 || len(versions) != template.Version || versions[len(versions)-1] != got {
			t.Errorf("%s version %d: %s, registered %q", template.Key, template.Version, got, versions)
		}
	}
}
