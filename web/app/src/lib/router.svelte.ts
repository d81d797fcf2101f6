/** The address: path and search are the screen's state, so that it can be shared and back works. */
class Router {
  path = $state(location.pathname)
  search = $state(location.search)
  params = $derived(new URLSearchParams(this.search))

  constructor() {
    addEventListener('popstate', () => this.#read())
    document.addEventListener('click', (event) => this.#follow(event))
  }

  go(to: string, { replace = false, over = false } = {}): void {
    if (to === location.pathname + location.search) return
    if (replace) history.replaceState(history.state, '', to)
    else history.pushState({ over }, '', to)
    this.#read()
  }

  /** The present address with some parameters set, or taken away where null. */
  with(changes: Record<string, string | null>): string {
    const params = new URLSearchParams(this.search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) params.delete(name)
      else params.set(name, value)
    }
    const search = params.toString()
    return search ? `${this.path}?${search}` : this.path
  }

  /** Opens a dialog over the page: a step of the history, so that back closes it. */
  open(name: string, value: string): void {
    this.go(this.with({ [name]: value }), { over: true })
  }

  /** Closes a dialog: back where opening it was a step, else (a shared address) in place. */
  shut(name: string): void {
    if ((history.state as { over?: boolean } | null)?.over) history.back()
    else this.go(this.with({ [name]: null }), { replace: true })
  }

  #read(): void {
    this.path = location.pathname
    this.search = location.search
  }

  #follow(event: MouseEvent): void {
    const link = (event.target as Element).closest?.('a')
    if (!link || event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    if (link.origin !== location.origin || link.target || link.hasAttribute('data-file')) return
    event.preventDefault()
    const leaves = link.pathname !== this.path
    // A link in a dialog takes the dialog's place in the history, so that back doesn't open it again.
    this.go(link.pathname + link.search, { replace: link.closest('dialog') !== null })
    if (!leaves) return
    scrollTo(0, 0)
    document.getElementById('main')?.focus({ preventScroll: true })
  }
}

export const router = new Router()
