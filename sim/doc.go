// Package sim is the campaign's twin: it runs the platform's own verbs under a virtual clock,
// on a database of its own and with phones that behave like people, and measures what
// happened. A change of policy is judged here before a single volunteer is asked.
//
// It holds no rule of its own: whom to ask, when and by which text, is the dispatcher's; what
// is read and written, the store's. Its own are the clock, the phones, the people's behaviour
// and the weather of the scenarios. The same configuration gives the same figures.
package sim
