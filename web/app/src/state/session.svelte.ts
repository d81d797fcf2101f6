import { credentials, query } from '../api/call'
import { CallError, faultsIn, type Fault } from '../api/fault'
import { SessionDocument, type SessionQuery } from '../gql/graphql'
import { clock } from './clock.svelte'

const KEY = 'token'

/** Who is signed in: by a token that is kept for this tab only, or by the cookie of the browser. */
class Session {
  token = $state(sessionStorage.getItem(KEY))
  data = $state<SessionQuery | null>(null)
  /** True once it is known whether somebody is signed in. */
  known = $state(false)
  /** True after the server refused who was signed in. */
  refused = $state(false)
  faults = $state<Fault[]>([])

  get viewer() {
    return this.data?.viewer
  }

  get campaign() {
    return this.data?.campaign
  }

  /** Whether the viewer may do this; names are those of the mutations. */
  may(action: string): boolean {
    return this.viewer?.permissions.includes(action) ?? false
  }

  async signIn(token: string): Promise<void> {
    // No header can carry anything else, such as what a Vietnamese keyboard makes of "aa": calls
    // with it would look like a server that can't be reached.
    this.refused = /[^\x21-\x7e]/.test(token.trim())
    if (this.refused) return
    this.token = token.trim()
    sessionStorage.setItem(KEY, this.token)
    await this.load()
  }

  /** Ends the session here; that of a cookie ends at the server. */
  async signOut(): Promise<void> {
    if (!this.token) await fetch('/sign-out', { method: 'POST', redirect: 'manual' })
    this.forget()
  }

  forget(): void {
    this.token = null
    this.data = null
    this.faults = []
    sessionStorage.removeItem(KEY)
  }

  async load(): Promise<void> {
    try {
      const data = await query(SessionDocument, {})
      clock.set(data.campaign.now)
      this.data = data
      this.faults = []
    } catch (thrown) {
      const refused = thrown instanceof CallError && thrown.has('UNAUTHENTICATED')
      this.faults = refused ? [] : faultsIn(thrown)
    }
    this.known = true
  }
}

export const session = new Session()

credentials.token = () => session.token
credentials.refused = () => {
  session.refused = session.token !== null || session.data !== null
  session.forget()
}
