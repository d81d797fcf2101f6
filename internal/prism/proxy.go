package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
)

// proxy is a running Prism.
type proxy struct {
	cmd     *exec.Cmd
	address string
}

const prismProgram = "internal/prism/node_modules/@stoplight/prism-cli/dist/index.js"

// startProxy starts Prism between the witness and an upstream, and returns once it listens.
func startProxy(ctx context.Context, spec, upstream string) (*proxy, error) {
	address, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	_, port, _ := net.SplitHostPort(address)
	cmd := exec.CommandContext(ctx, "node", prismProgram, "proxy", "-h", "127.0.0.1", "-p", port, spec, upstream) //nolint:gosec // a tool for developers
	cmd.Stderr = os.Stderr
	said, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start prism: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start prism: %w", err)
	}
	p := &proxy{cmd: cmd, address: "http://" + address}
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "is listening") {
			go func() { // a full pipe would stop it
				for lines.Scan() {
				}
			}()
			return p, nil
		}
	}
	p.stop()
	return nil, errors.New("prism ended before it listened (npm ci in internal/prism installs it)")
}

func (p *proxy) stop() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// freeAddress is an address that nobody listens on.
func freeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	return l.Addr().String(), l.Close()
}
