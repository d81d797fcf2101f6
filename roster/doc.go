// Package roster holds the nouns of the platform: a campaign, its communes and
// organisations, the people who help, the shifts they serve and what becomes of each
// assignment and each ask. It knows the states, the moves between them and the errors
// a person may see; it knows no SQL, no HTTP and no clock.
//
// An assignment is one volunteer on one role of one shift:
//
//	(none) ──plan/coordinator──▶ proposed ──ask──▶ offered ──yes──▶ confirmed ──▶ checked_in ──▶ completed
//	                                │               │ │ │            │    │           │
//	                             released    declined expired   withdrawn no_show  left_early
//	                                            released          released
//
// An ask is one question to one volunteer about one assignment:
//
//	queued ──▶ sent ──▶ accepted | declined | expired | withdrawn | failed
//	             └──▶ unclear ──▶ (the same, decided by a person)
package roster
