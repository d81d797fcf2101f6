import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

const READY = 120_000

/** Starts the demo on a free port and ends it after the last test; DEMO_URL names one that runs already. */
export default async function demo(): Promise<() => Promise<void>> {
  if (process.env.DEMO_URL) return async () => {}
  const dir = mkdtempSync(join(tmpdir(), 'tiepsuc-e2e-'))
  chmodSync(dir, 0o711) // as root, PostgreSQL runs as another user who must get through
  const program = process.env.TIEPSUC ?? resolve(import.meta.dirname, '../../../bin/tiepsuc')
  const flags = ['--addr', '127.0.0.1:0', '--dir', dir, '--fresh', '--people', '300', '--days', '8', '--speed', '60', '--phones', 'manual']
  const server = spawn(program, ['demo', ...flags], { env: withoutDatabase(), stdio: ['ignore', 'pipe', 'pipe'] })
  const clean = (): void => rmSync(dir, { recursive: true, force: true })
  try {
    process.env.DEMO_URL = await ready(server)
  } catch (error) {
    clean()
    throw error
  }
  return async () => {
    await ended(server)
    clean()
  }
}

// With DATABASE_URL set the demo would use somebody's database instead of its own.
function withoutDatabase(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...env } = process.env
  return env
}

function ready(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    const said: string[] = []
    const timer = setTimeout(() => fail('was not ready in time'), READY)
    const fail = (why: string): void => {
      clearTimeout(timer)
      server.kill()
      failed(new Error(`the demo ${why}:\n${said.join('\n')}`))
    }
    const hear = (line: string): void => {
      said.push(line)
      const url = /^ready (http:\/\/\S+)/.exec(line)?.[1]
      if (!url) return
      clearTimeout(timer)
      found(url)
    }
    for (const out of [server.stdout, server.stderr]) {
      if (out) createInterface({ input: out }).on('line', hear)
    }
    server.on('error', (error) => fail(`did not start (${error.message})`))
    server.on('exit', (code) => fail(`ended with ${code}`))
  })
}

function ended(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    server.removeAllListeners('exit')
    server.on('exit', () => done())
    server.kill('SIGTERM')
  })
}
