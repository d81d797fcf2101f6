import { query } from '../api/call'
import { faultsIn, type Fault } from '../api/fault'
import { BoardDocument, type BoardQuery, type FiguresFragment } from '../gql/graphql'
import type { Days } from './span'

/** A commune on the board; beat counts the live changes it has had. */
export type Row = BoardQuery['campaign']['communes'][number] & { beat: number }

/** The figures of all communes in a span of days, patched one by one as they change. */
export class Board {
  rows = $state<Row[]>([])
  faults = $state<Fault[]>([])
  /** The span that the rows are of; null before the first answer. */
  days = $state<Days | null>(null)
  #asked = 0

  async load(days: Days): Promise<void> {
    const turn = ++this.#asked
    try {
      const { campaign } = await query(BoardDocument, { ...days })
      if (turn !== this.#asked) return
      this.rows = campaign.communes.map((commune) => ({ ...commune, beat: 0 }))
      this.days = days
      this.faults = []
    } catch (thrown) {
      if (turn === this.#asked) this.faults = faultsIn(thrown)
    }
  }

  /** Takes the new figures of one commune; true when they differ. */
  patch(code: string, coverage: FiguresFragment): Row | null {
    const row = this.rows.find((r) => r.code === code)
    if (!row || same(row.coverage, coverage)) return null
    row.coverage = coverage
    row.beat++
    return row
  }
}

const same = (a: FiguresFragment, b: FiguresFragment): boolean =>
  a.seats === b.seats && a.confirmed === b.confirmed && a.asked === b.asked && a.floorsMet === b.floorsMet && a.floors === b.floors
