import { missingFloors, missingSeats } from '../lib/coverage'
import type { Row } from './board.svelte'

export const columns = ['name', 'state', 'seats', 'ratio', 'asked', 'floors'] as const
export type Column = (typeof columns)[number]
export type Order = { column: Column | null; down: boolean }

/** The order that an address names, such as "ratio" or "-asked"; by need when it names none. */
export function orderOf(text: string | null): Order {
  const column = columns.find((c) => c === text?.replace('-', '')) ?? null
  return { column, down: text?.startsWith('-') ?? false }
}

/** The next order when a heading is pressed: up, down, then back to need. */
export function turned(order: Order, column: Column): string | null {
  if (order.column !== column) return column
  return order.down ? null : `-${column}`
}

// Without shifts nothing is needed, so those rows come last however they are sorted by need.
function byNeed(a: Row, b: Row): number {
  return (
    Number(a.coverage.seats === 0) - Number(b.coverage.seats === 0) ||
    missingFloors(b.coverage) - missingFloors(a.coverage) ||
    a.coverage.ratio - b.coverage.ratio ||
    missingSeats(b.coverage) - missingSeats(a.coverage) ||
    a.code.localeCompare(b.code)
  )
}

const keys: Record<Exclude<Column, 'name'>, (row: Row) => number> = {
  state: ({ coverage }) => missingSeats(coverage),
  seats: ({ coverage }) => coverage.seats,
  ratio: ({ coverage }) => coverage.ratio,
  asked: ({ coverage }) => coverage.asked,
  floors: ({ coverage }) => missingFloors(coverage),
}

const collator = new Intl.Collator('vi')

/** The codes in the order asked for; ties fall to need. */
export function ranked(rows: Row[], { column, down }: Order): string[] {
  const sign = down ? -1 : 1
  const compare = (a: Row, b: Row): number => {
    if (column === null) return byNeed(a, b)
    if (column === 'name') return sign * collator.compare(a.name, b.name)
    return sign * (keys[column](a) - keys[column](b)) || byNeed(a, b)
  }
  return rows.toSorted(compare).map((row) => row.code)
}
