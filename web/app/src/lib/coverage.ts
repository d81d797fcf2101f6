import type { FiguresFragment } from '../gql/graphql'

/** The steps of the coverage scale, worst first. */
export const steps = ['empty', 'short', 'nearly', 'covered', 'none'] as const
export type Step = (typeof steps)[number]

/** The step of a ratio; none where nobody is needed. */
export function stepOf({ seats, ratio }: Pick<FiguresFragment, 'seats' | 'ratio'>): Step {
  if (seats === 0) return 'none'
  if (ratio < 0.5) return 'empty'
  if (ratio < 0.75) return 'short'
  return ratio < 1 ? 'nearly' : 'covered'
}

export const missingSeats = (c: FiguresFragment): number => Math.max(0, c.seats - c.confirmed)
export const missingFloors = (c: FiguresFragment): number => Math.max(0, c.floors - c.floorsMet)
