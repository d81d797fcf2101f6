// Package demo makes an invented campaign live: a clock that runs faster than the wall's,
// and phones that answer as people do, through the page that their texts link to.
package demo
