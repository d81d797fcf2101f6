import { createClient } from 'graphql-sse'
import { credentials, headers } from '../api/call'
import { CoverageChangedDocument, type CoverageChangedSubscription } from '../gql/graphql'

type Change = CoverageChangedSubscription['coverageChanged']
type Days = { from: string; to: string }
type Listener = {
  /** A commune with its figures of now. */
  changed: (commune: Change) => void
  /** Changes may have been missed: read everything again. */
  restored: () => void
}

// The server sends a byte at least every 10 s; three silent periods mean a dead stream.
const SILENCE = 30_000
const WAITS = [500, 1000, 2000, 5000]

/** The one live stream of this tab: it mends itself and says so in state. */
class Live {
  state = $state<'connecting' | 'live' | 'lost'>('connecting')
  #heard = 0

  /** Listens until the returned function is called. */
  listen(days: Days, listener: Listener): () => void {
    let ended = false
    let failures = 0
    let missed = false
    let close = (): void => {}
    let timer: ReturnType<typeof setTimeout> | undefined

    const again = (): void => {
      if (ended) return
      close()
      clearTimeout(timer)
      this.state = 'lost'
      missed = true
      timer = setTimeout(connect, WAITS[Math.min(failures++, WAITS.length - 1)])
    }
    const connected = (): void => {
      if (ended) return
      failures = 0
      this.state = 'live'
      if (missed) listener.restored()
      missed = false
    }
    const connect = (): void => {
      this.#heard = Date.now()
      close = this.#open(days, { changed: listener.changed, connected, broken: again })
    }
    const watchdog = setInterval(() => {
      if (this.state === 'live' && Date.now() - this.#heard > SILENCE) again()
    }, 5000)
    addEventListener('offline', again)
    this.state = 'connecting'
    connect()

    return () => {
      ended = true
      clearTimeout(timer)
      clearInterval(watchdog)
      removeEventListener('offline', again)
      close()
    }
  }

  #open(days: Days, on: { changed: (c: Change) => void; connected: () => void; broken: () => void }): () => void {
    let open = true
    const broken = (): void => {
      if (open) on.broken()
    }
    const client = createClient({
      url: new URL('/graphql', location.href).href,
      headers,
      retryAttempts: 0,
      fetchFn: (input: RequestInfo, init?: RequestInit) => this.#fetch(input, init),
    })
    const stop = client.subscribe<CoverageChangedSubscription>(
      { query: CoverageChangedDocument.toString(), variables: days, operationName: 'CoverageChanged' },
      {
        next: ({ data, errors }) => {
          if (errors?.some((e) => e.extensions?.code === 'UNAUTHENTICATED')) credentials.refused()
          else if (data) on.changed(data.coverageChanged)
        },
        error: broken,
        complete: broken,
      },
      { connected: on.connected },
    )
    return () => {
      open = false
      stop()
    }
  }

  // Counts every byte as a sign of life, the keep-alive comments included.
  async #fetch(input: RequestInfo, init?: RequestInit): Promise<Response> {
    const response = await fetch(input, init)
    if (!response.body) return response
    const heard = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, out) => {
        this.#heard = Date.now()
        out.enqueue(chunk)
      },
    })
    return new Response(response.body.pipeThrough(heard), response)
  }
}

export const live = new Live()
