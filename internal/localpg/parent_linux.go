package localpg

import "syscall"

// dieWithParent makes the kernel end the child when we die, however that happens.
func dieWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
}
