package main

import (
	"strconv"
	"strings"

	"github.com/tiepsuc/tiepsuc/notify/twilio"
)

// senders reads which sender texts to a prefix leave by and how many segments a second it
// lets through: "+84=TIEPSUC@10, +=MG0123@1". A messaging service is known by its MG.
func (r *envReader) senders(name string) []twilio.Sender {
	var all []twilio.Sender
	for entry := range strings.SplitSeq(r.getenv(name), ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		sender, ok := parseSender(entry)
		if !ok {
			r.wrong(name, "must be entries such as +84=TIEPSUC@10, with the prefix, the sender and its segments per second")
			return nil
		}
		all = append(all, sender)
	}
	return all
}

func parseSender(entry string) (twilio.Sender, bool) {
	prefix, rest, _ := strings.Cut(entry, "=")
	from, pace, paced := strings.Cut(rest, "@")
	s := twilio.Sender{Prefix: prefix, From: from}
	if strings.HasPrefix(from, "MG") && len(from) == 34 {
		s.From, s.MessagingServiceSID = "", from
	}
	if paced {
		perSecond, err := strconv.ParseFloat(pace, 64)
		if err != nil || !(perSecond > 0) {
			return twilio.Sender{}, false
		}
		s.SegmentsPerSecond = perSecond
	}
	return s, strings.HasPrefix(prefix, "+") && from != ""
}

// money reads an amount in đồng; not set means 0.
func (r *envReader) money(name string) int64 {
	value := strings.TrimSpace(r.getenv(name))
	if value == "" {
		return 0
	}
	amount, err := strconv.ParseInt(value, 10, 64)
	if err != nil || amount < 0 {
		r.wrong(name, "must be an amount in whole VND, such as 500000")
	}
	return amount
}
