import type { RoleSeatsFragment, SeatHolderFragment } from '../gql/graphql'

const gone = new Set(['NO_SHOW', 'DECLINED', 'EXPIRED', 'WITHDRAWN', 'RELEASED'])

/** Whether somebody was asked for a seat and doesn't hold it any more. */
export const isGone = (holder: Pick<SeatHolderFragment, 'state'>): boolean => gone.has(holder.state)

/** Seats that nobody holds, has been asked for or is proposed for. */
export function emptySeats(role: Pick<RoleSeatsFragment, 'seats' | 'confirmed' | 'asked'> & { assignments: Pick<SeatHolderFragment, 'state'>[] }): number {
  const spoken = Math.max(role.assignments.filter((h) => !isGone(h)).length, role.confirmed + role.asked)
  return Math.max(0, role.seats - spoken)
}

/** Holders in the order of certainty: who said yes first, then who is asked, then the proposed, last who is not to come. */
export function inOrder(holders: SeatHolderFragment[]): SeatHolderFragment[] {
  const weight = (h: SeatHolderFragment): number => (isGone(h) ? 3 : h.state === 'PROPOSED' ? 2 : h.state === 'OFFERED' ? 1 : 0)
  return holders.toSorted((a, b) => weight(a) - weight(b) || a.volunteer.name.localeCompare(b.volunteer.name, 'vi') || a.id.localeCompare(b.id))
}

/** Whether somebody may be recorded as there: from half an hour before the start, as the server takes it. */
export function mayArrive(shift: { start: string; end: string }, now: Date): boolean {
  const before = 30 * 60_000
  return Date.parse(shift.start) - before <= now.getTime() && now.getTime() < Date.parse(shift.end)
}
