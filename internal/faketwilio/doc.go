// Package faketwilio is a Twilio on loopback: the Messages API with Twilio's fields, types,
// statuses and test numbers, signed status callbacks and signed inbound webhooks, and phones
// whose inbox can be read and answered. It is the only fake sender of this project; the demo
// and the tests run on it.
//
// A message goes queued → sent → delivered, with a callback for each but the first, as
// Twilio does. Faults, scripted by number, make calls fail in the ways that real ones do.
package faketwilio
