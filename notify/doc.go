// Package notify knows what is said to a volunteer, to which number and how, and what an
// answer means. It renders texts, counts their segments, reads replies and names what can
// become of a sending; who actually sends is behind Sender.
package notify
