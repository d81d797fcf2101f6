package match

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the hash of RFC 6238, as a keyed code
	"crypto/subtle"
	"encoding/binary"
	"fmt"
	"time"
)

// CodeStep is how long a point shows the same code. The one before still opens, so that
// somebody who is typing when it changes gets in.
const CodeStep = 5 * time.Minute

// PointCode is the six digits that a point shows at a moment: the time-based one-time password
// of RFC 6238 with HMAC-SHA-1 and a step of [CodeStep].
func PointCode(secret []byte, at time.Time) string {
	const digits = 1_000_000
	counter := binary.BigEndian.AppendUint64(nil, uint64(at.Unix())/uint64(CodeStep/time.Second)) //nolint:gosec // after 1970
	mac := hmac.New(sha1.New, secret)
	mac.Write(counter)
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xf
	word := binary.BigEndian.Uint32(sum[offset:]) & 0x7fffffff
	return fmt.Sprintf("%06d", word%digits)
}

// CodeUntil is when the code of a moment gives way to the next.
func CodeUntil(at time.Time) time.Time { return at.Truncate(CodeStep).Add(CodeStep) }

// RightCode tells whether a code is the point's of now or the one before.
func RightCode(secret []byte, code string, now time.Time) bool {
	right := subtle.ConstantTimeCompare([]byte(code), []byte(PointCode(secret, now)))
	return right|subtle.ConstantTimeCompare([]byte(code), []byte(PointCode(secret, now.Add(-CodeStep)))) == 1
}
