import { addDays, type Day } from '../lib/day'

/** Days from…to, both included. */
export type Days = { from: Day; to: Day }

export const spans = ['today', 'tomorrow', 'week', 'campaign'] as const
export type Span = (typeof spans)[number]

/** The span that an address names; the planning horizon of 7 days when it names none. */
export const spanOf = (text: string | null): Span => spans.find((s) => s === text) ?? 'week'

/** The days of a span, as the campaign's clock stands. */
export function daysOf(span: Span, today: Day, campaign: { startsOn: Day; endsOn: Day }): Days {
  switch (span) {
    case 'today':
      return { from: today, to: today }
    case 'tomorrow':
      return { from: addDays(today, 1), to: addDays(today, 1) }
    case 'week':
      return { from: today, to: addDays(today, 6) }
    case 'campaign':
      return { from: campaign.startsOn, to: campaign.endsOn }
  }
}
