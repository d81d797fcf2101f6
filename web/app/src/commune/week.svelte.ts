import { query } from '../api/call'
import { faultsIn, type Fault } from '../api/fault'
import { CommuneWeekDocument, type CommuneWeekQuery, type RoleSeatsFragment, type SeatHolderFragment } from '../gql/graphql'
import { hourOf, type Day } from '../lib/day'

export type Commune = CommuneWeekQuery['commune']
export type Shift = Commune['shifts'][number]
export type Role = RoleSeatsFragment
export type Holder = SeatHolderFragment

/** A row of the week's grid: the same hours at the same point, day after day. */
export type Slot = { key: string; from: string; to: string; point: Shift['point']; shifts: Map<Day, Shift> }

const SETTLE = 250

/** One commune's week, read anew whenever something in that commune changed. */
export class Week {
  commune = $state.raw<Commune | null>(null)
  /** The first day of the week that commune is of. */
  from = $state<Day>()
  faults = $state.raw<Fault[]>([])
  missing = $state(false)
  #turn = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  async load(code: string, from: Day, to: Day): Promise<void> {
    clearTimeout(this.#timer)
    const turn = ++this.#turn
    try {
      const { commune } = await query(CommuneWeekDocument, { code, from, to })
      if (turn !== this.#turn) return
      this.commune = commune
      this.from = from
      this.faults = []
    } catch (thrown) {
      if (turn !== this.#turn) return
      this.faults = faultsIn(thrown)
      this.missing = this.faults.some((f) => f.code === 'NOT_FOUND')
    }
  }

  /** Reads again soon; several changes at once are one reading. */
  soon(code: string, from: Day, to: Day): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.load(code, from, to), SETTLE)
  }

  /** The role of this id with its shift, null when it isn't in the week on screen. */
  role(id: string): { role: Role; shift: Shift } | null {
    for (const shift of this.commune?.shifts ?? []) {
      const role = shift.roles.find((r) => r.id === id)
      if (role) return { role, shift }
    }
    return null
  }

  /** The assignment of this id with its role and shift. */
  holder(id: string): { holder: Holder; role: Role; shift: Shift } | null {
    for (const shift of this.commune?.shifts ?? []) {
      for (const role of shift.roles) {
        const holder = role.assignments.find((a) => a.id === id)
        if (holder) return { holder, role, shift }
      }
    }
    return null
  }
}

/** The rows of the grid, by hours, then by point. */
export function slotsOf(shifts: Shift[], dayOf: (moment: string) => Day): Slot[] {
  const slots = new Map<string, Slot>()
  for (const shift of shifts) {
    const [from, to, day] = [hourOf(shift.start), hourOf(shift.end), dayOf(shift.start)]
    // Two shifts at the same hours of a day (a request beside the usual one) need two rows.
    for (let twin = 0; ; twin++) {
      const key = `${from} ${to} ${shift.point.name} ${shift.point.id} ${twin}`
      const slot = slots.get(key) ?? { key, from, to, point: shift.point, shifts: new Map() }
      if (slot.shifts.has(day)) continue
      slot.shifts.set(day, shift)
      slots.set(key, slot)
      break
    }
  }
  return [...slots.values()].sort((a, b) => a.key.localeCompare(b.key))
}
