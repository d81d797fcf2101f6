package roster

// Phone is a telephone number in E.164, such as +84912345678.
type Phone string

// Masked is the number with all but the country code and the last three digits hidden,
// for lists and logs.
func (p Phone) Masked() string {
	const keepHead, keepTail = 3, 3
	if len(p) <= keepHead+keepTail {
		return "•••"
	}
	return string(p[:keepHead]) + " ••• ••• " + string(p[len(p)-keepTail:])
}
