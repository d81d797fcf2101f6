//go:build !linux

package localpg

import "syscall"

// dieWithParent has nothing to offer here: the next Start stops what is left.
func dieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{} }
