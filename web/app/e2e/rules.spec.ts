import { expect, test } from '@playwright/test'
import { ranked, turned } from '../src/board/rank'
import { daysOf, spanOf } from '../src/board/span'
import { emptySeats, mayArrive } from '../src/commune/seats'
import { check, controlOf, emptyDraft } from '../src/help/draft'
import { vi } from '../src/i18n/vi'
import { stepOf } from '../src/lib/coverage'
import { dayOf, daysBetween, hourOf, mondayOf, momentAt, readHour } from '../src/lib/day'
import { fold } from '../src/lib/fold'

test('moments are shown on the campaign’s day and hour, wherever the browser is', () => {
  expect(dayOf('2026-11-24T18:30:00Z')).toBe('2026-11-25')
  expect(hourOf('2026-11-24T17:05:00Z')).toBe('00:05')
  expect(dayOf(momentAt('2026-11-25', '00:10'))).toBe('2026-11-25')
})

test('a week begins on Monday, over months and years', () => {
  expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  expect(mondayOf('2026-11-23')).toBe('2026-11-23')
  expect(mondayOf('2027-01-01')).toBe('2026-12-28')
  expect(daysBetween('2026-12-30', '2027-01-02')).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02'])
})

for (const [typed, read] of [
  ['8', '08:00'],
  ['8h30', '08:30'],
  ['0830', '08:30'],
  [' 17:00 ', '17:00'],
  ['24:00', null],
  ['8:75', null],
  ['sáng', null],
] as const) {
  test(`a time of day typed as “${typed}” is read as ${read}`, () => expect(readHour(typed)).toBe(read))
}

test('the spans of the board follow the campaign’s today', () => {
  const campaign = { startsOn: '2026-11-23', endsOn: '2027-01-06' }
  expect(daysOf('tomorrow', '2026-11-30', campaign)).toEqual({ from: '2026-12-01', to: '2026-12-01' })
  expect(daysOf('week', '2026-11-30', campaign)).toEqual({ from: '2026-11-30', to: '2026-12-06' })
  expect(daysOf('campaign', '2026-11-30', campaign)).toEqual({ from: '2026-11-23', to: '2027-01-06' })
  expect(spanOf('forever')).toBe('week')
})

test('somebody may be recorded as there from half an hour before the start to the end', () => {
  const shift = { start: '2026-11-25T08:00:00+07:00', end: '2026-11-25T11:30:00+07:00' }
  const at = (hour: string): boolean => mayArrive(shift, new Date(`2026-11-25T${hour}:00+07:00`))
  expect(['07:29', '07:30', '11:29', '11:30'].map(at)).toEqual([false, true, true, false])
})

const row = (code: string, confirmed: number, seats: number, floorsMet: number, floors: number) => ({
  code,
  name: code,
  kind: 'WARD' as const,
  beat: 0,
  coverage: { seats, confirmed, asked: 0, ratio: seats === 0 ? 1 : confirmed / seats, floors, floorsMet, lowestRatio: 0 },
})
const rows = [row('closed', 0, 0, 0, 0), row('full', 9, 9, 2, 2), row('half', 5, 10, 2, 2), row('floorless', 8, 10, 1, 2)]

test('missing floors come first, then the lowest ratio, and last those who need nobody', () => {
  expect(ranked(rows, { column: null, down: false })).toEqual(['floorless', 'half', 'full', 'closed'])
})

test('a heading sorts up, then down, then by need again', () => {
  expect(turned({ column: null, down: false }, 'ratio')).toBe('ratio')
  expect(turned({ column: 'ratio', down: false }, 'ratio')).toBe('-ratio')
  expect(turned({ column: 'ratio', down: true }, 'ratio')).toBeNull()
})

for (const [ratio, step] of [[0, 'empty'], [0.49, 'empty'], [0.5, 'short'], [0.75, 'nearly'], [0.99, 'nearly'], [1, 'covered']] as const) {
  test(`a ratio of ${ratio} is ${step}`, () => expect(stepOf({ seats: 100, ratio })).toBe(step))
}

test('names are found without accents, in composed and decomposed form', () => {
  expect(fold('Đống Đa')).toBe('dong da')
  expect(fold('Ba Đình'.normalize('NFD'))).toBe('ba dinh')
})

test('a request that can’t be sent names every place at fault', () => {
  const draft = { ...emptyDraft('', 'it'), from: 'sáng' }
  const fields = check(draft, vi.help).map((fault) => fault.field)
  expect(fields).toEqual(['input.communeCode', 'input.date', 'input.start', 'input.reason'])
  expect(controlOf('input.roles[0].seats')).toBe('help-roles-0-seats')
})

test('a seat that somebody refused is empty again', () => {
  const role = (...states: ('DECLINED' | 'OFFERED' | 'PROPOSED')[]) => ({ seats: 2, confirmed: 0, asked: 0, assignments: states.map((state) => ({ state })) })
  expect(emptySeats(role())).toBe(2)
  expect(emptySeats(role('DECLINED', 'DECLINED', 'PROPOSED'))).toBe(1)
  expect(emptySeats(role('OFFERED', 'PROPOSED', 'DECLINED'))).toBe(0)
})
