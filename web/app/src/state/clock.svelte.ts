import { query } from '../api/call'
import { ClockDocument } from '../gql/graphql'
import { dayOf, type Day } from '../lib/day'

const EVERY = 15_000

/**
 * The campaign's clock. It may run faster than a wall clock, so the rate is reckoned from
 * what the server says, and between two readings the hand moves on by itself.
 */
class Clock {
  now = $state(new Date())
  today = $state<Day>('')
  #read = { campaign: 0, real: 0 }
  #rate = 1

  /** Sets the clock by what the server said just now. */
  set(campaignNow: string): void {
    const reading = { campaign: Date.parse(campaignNow), real: performance.now() }
    const passed = reading.real - this.#read.real
    if (this.#read.campaign > 0 && passed > 500) {
      this.#rate = Math.max(0, (reading.campaign - this.#read.campaign) / passed)
    }
    this.#read = reading
    this.#show(reading.campaign)
  }

  /** Ticks until the returned function is called. */
  run(): () => void {
    const tick = setInterval(() => {
      this.#show(this.#read.campaign + (performance.now() - this.#read.real) * this.#rate)
    }, 1000)
    const ask = (): void => {
      query(ClockDocument, {}).then(
        (data) => this.set(data.campaign.now),
        () => {}, // the live badge says that the server is away
      )
    }
    const first = setTimeout(ask, 2000)
    const reading = setInterval(ask, EVERY)
    return () => {
      clearInterval(tick)
      clearTimeout(first)
      clearInterval(reading)
    }
  }

  #show(moment: number): void {
    this.now = new Date(moment)
    this.today = dayOf(this.now)
  }
}

export const clock = new Clock()
