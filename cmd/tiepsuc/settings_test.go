package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/tiepsuc/tiepsuc/dispatch"
	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// environment is complete; a case changes one variable of it.
func environment(changes map[string]string) func(string) string {
	all := map[string]string{
		"DATABASE_URL":          "postgres://localhost/tiepsuc",
		"TIEPSUC_PUBLIC_URL":    "https://tiepsuc.example.vn",
		"TIEPSUC_SECRETS":       strings.Repeat("n", 32) + "," + strings.Repeat("o", 40),
		"TWILIO_ACCOUNT_SID":    "AC0",
		"TWILIO_API_KEY":        "SK0",
		"TWILIO_API_SECRET":     "api-secret",
		"TWILIO_AUTH_TOKEN":     "auth-token",
		"TWILIO_FROM":           "TIEPSUC",
		"HOME":                  "/home/tiepsuc",
		"TIEPSUC_OTHER_SETTING": "ignored",
	}
	for name, value := range changes {
		all[name] = value
	}
	return func(name string) string { return all[name] }
}

func TestSettingsAreReadFromACompleteEnvironment(t *testing.T) {
	t.Parallel()
	s, err := readSettings(environment(nil))
	if err != nil {
		t.Fatal(err)
	}
	if s.addr != "127.0.0.1:8080" || len(s.secrets) != 2 || len(s.twilio.AuthTokens) != 1 {
		t.Errorf("read %+v", s)
	}
}

func TestSessionsAreHeldToTheAppsOperationsWhenTold(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{"": false, "any": false, "listed": true} {
		s, err := readSettings(environment(map[string]string{"TIEPSUC_OPERATIONS": value}))
		if err != nil || s.listedOnly != want {
			t.Errorf("%q is read as %t, %v", value, s.listedOnly, err)
		}
	}
}

func TestWebhooksAreSpooledWhereTheSystemKeepsState(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		changes map[string]string
		want    string
	}{
		"told":                    {map[string]string{"TIEPSUC_SPOOL_DIR": "/var/spool/tiepsuc"}, "/var/spool/tiepsuc"},
		"the system's own place":  {map[string]string{"XDG_STATE_HOME": "/var/lib"}, "/var/lib/tiepsuc/spool"},
		"the user's usual place":  {nil, "/home/tiepsuc/.local/state/tiepsuc/spool"},
		"told, without anybody's": {map[string]string{"TIEPSUC_SPOOL_DIR": "/spool", "HOME": ""}, "/spool"},
		"the system's, no home":   {map[string]string{"XDG_STATE_HOME": "/var/lib", "HOME": ""}, "/var/lib/tiepsuc/spool"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := readSettings(environment(c.changes))
			if err != nil || s.spoolDir != c.want {
				t.Errorf("%s, %v; want %s", s.spoolDir, err, c.want)
			}
		})
	}
}

func TestSettingsReadSendersByPrefix(t *testing.T) {
	t.Parallel()
	service := "MG" + strings.Repeat("0", 32)
	s, err := readSettings(environment(map[string]string{"TIEPSUC_SMS_SENDERS": "+84=TIEPSUC@10, +1=" + service, "TWILIO_FROM": ""}))
	want := []twilio.Sender{{Prefix: "+84", From: "TIEPSUC", SegmentsPerSecond: 10}, {Prefix: "+1", MessagingServiceSID: service}}
	if diff := cmp.Diff(want, s.twilio.Senders); diff != "" || err != nil {
		t.Errorf("senders (-want +got), %v:\n%s", err, diff)
	}
}

func TestAPersonPublishesPlansUnlessLimitsAreSet(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		gap, change string
		want        *dispatch.PublishLimits
	}{
		"not set":  {"", " ", nil},
		"both set": {"2.5", " 30 ", &dispatch.PublishLimits{Gap: 0.025, Change: 0.3}},
		"the ends": {"0", "100", &dispatch.PublishLimits{Gap: 0, Change: 1}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := readSettings(environment(map[string]string{"TIEPSUC_PLAN_PUBLISH_MAX_GAP": c.gap, "TIEPSUC_PLAN_PUBLISH_MAX_CHANGE": c.change}))
			if diff := cmp.Diff(c.want, s.publish); diff != "" || err != nil {
				t.Errorf("limits (-want +got), %v:\n%s", err, diff)
			}
		})
	}
}

func TestSettingsNameWhatIsWrong(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ name, value, want string }{
		"no database":              {"DATABASE_URL", "", "DATABASE_URL is not set"},
		"nowhere to spool":         {"HOME", "", "TIEPSUC_SPOOL_DIR must be set"},
		"rate that is none":        {"TIEPSUC_RATE", "-1", "TIEPSUC_RATE must be a whole number"},
		"operations that are none": {"TIEPSUC_OPERATIONS", "some", "TIEPSUC_OPERATIONS must be any or listed"},
		"address without port":     {"TIEPSUC_ADDR", "127.0.0.1", "TIEPSUC_ADDR must be HOST:PORT"},
		"public address":           {"TIEPSUC_PUBLIC_URL", "tiepsuc.example.vn", "TIEPSUC_PUBLIC_URL must be an address"},
		"short secret":             {"TIEPSUC_SECRETS", strings.Repeat("n", 32) + ",short", "TIEPSUC_SECRETS key 2 is shorter"},
		"no sender":                {"TWILIO_FROM", "", "TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID must be set"},
		"two senders":              {"TWILIO_MESSAGING_SERVICE_SID", "MG0", "TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID must be set"},
		"sender without pace":      {"TIEPSUC_SMS_SENDERS", "+84=TIEPSUC@fast", "TIEPSUC_SMS_SENDERS must be entries such as"},
		"sender without prefix":    {"TIEPSUC_SMS_SENDERS", "TIEPSUC", "TIEPSUC_SMS_SENDERS must be entries such as"},
		"budget without price":     {"TIEPSUC_SMS_DAILY_BUDGET", "500000", "TIEPSUC_SMS_SEGMENT_PRICE must be set"},
		"budget in words":          {"TIEPSUC_SMS_DAILY_BUDGET", "much", "TIEPSUC_SMS_DAILY_BUDGET must be an amount"},
		"a gap alone":              {"TIEPSUC_PLAN_PUBLISH_MAX_GAP", "2", "TIEPSUC_PLAN_PUBLISH_MAX_CHANGE must be set beside TIEPSUC_PLAN_PUBLISH_MAX_GAP"},
		"a change alone":           {"TIEPSUC_PLAN_PUBLISH_MAX_CHANGE", "30", "TIEPSUC_PLAN_PUBLISH_MAX_GAP must be set beside TIEPSUC_PLAN_PUBLISH_MAX_CHANGE"},
		"gap in words":             {"TIEPSUC_PLAN_PUBLISH_MAX_GAP", "small", "TIEPSUC_PLAN_PUBLISH_MAX_GAP must be a percentage"},
		"gap with its sign":        {"TIEPSUC_PLAN_PUBLISH_MAX_GAP", "2 %", "TIEPSUC_PLAN_PUBLISH_MAX_GAP must be a percentage"},
		"gap below 0":              {"TIEPSUC_PLAN_PUBLISH_MAX_GAP", "-1", "TIEPSUC_PLAN_PUBLISH_MAX_GAP must be a percentage"},
		"change beyond 100":        {"TIEPSUC_PLAN_PUBLISH_MAX_CHANGE", "101", "TIEPSUC_PLAN_PUBLISH_MAX_CHANGE must be a percentage"},
		"change that is no number": {"TIEPSUC_PLAN_PUBLISH_MAX_CHANGE", "NaN", "TIEPSUC_PLAN_PUBLISH_MAX_CHANGE must be a percentage"},
		"Twilio elsewhere":         {"TIEPSUC_TWILIO_BASE_URL", "http://192.0.2.1:80", "TIEPSUC_TWILIO_BASE_URL must be an http:// address on this machine"},
		"no token for signatures":  {"TWILIO_AUTH_TOKEN", " ", "TWILIO_AUTH_TOKEN is not set"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := readSettings(environment(map[string]string{tc.name: tc.value}))
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("error %v, want %q in it", err, tc.want)
			}
		})
	}
}

func TestSettingsReportAllMistakesTogetherAndNoSecret(t *testing.T) {
	t.Parallel()
	_, err := readSettings(environment(map[string]string{
		"DATABASE_URL": "", "TIEPSUC_SECRETS": "hush-hush", "TIEPSUC_ADDR": "nowhere", "TWILIO_API_SECRET": "",
	}))
	if err == nil {
		t.Fatal("no mistake found")
	}
	for _, want := range []string{"DATABASE_URL", "TIEPSUC_SECRETS", "TIEPSUC_ADDR", "TWILIO_API_SECRET"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s is not named in %q", want, err)
		}
	}
	if strings.Contains(err.Error(), "hush") {
		t.Errorf("a secret stands in %q", err)
	}
}
