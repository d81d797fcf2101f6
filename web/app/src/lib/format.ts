import { i18n } from '../i18n/index.svelte'
import { dayOf, hourOf, weekdayOf, type Day } from './day'

/** A number in the language on screen: 1.234,5 in Vietnamese. */
export const number = (value: number, digits = 0): string =>
  new Intl.NumberFormat(i18n.t.locale, { maximumFractionDigits: digits }).format(value)

/** A share of 1 as a whole percentage, never rounded up to 100 % nor down to 0 %. */
export function percent(ratio: number): string {
  const whole = Math.round(ratio * 100)
  const honest = ratio < 1 ? Math.min(whole, 99) : whole
  return withSign(number(ratio > 0 ? Math.max(honest, 1) : honest))
}

/** A share of 1 as a percentage with one decimal. */
export const percentExact = (ratio: number): string => withSign(number(ratio * 100, 1))

const withSign = (text: string): string => (i18n.lang === 'vi' ? `${text} %` : `${text}%`)

/** T2 23/11 or Mon 23 Nov. */
export function dayText(day: Day): string {
  const { weekdays, months, dayMonth } = i18n.t
  const [, month, date] = day.split('-')
  return `${weekdays[weekdayOf(day)]} ${dayMonth(date ?? '', months[Number(month) - 1] ?? '')}`
}

/** T2 23/11 14:32. */
export const momentText = (moment: Date | string): string => `${dayText(dayOf(moment))} ${hourOf(moment)}`

/** T2 23/11 08:00–11:30, the end's day only where it differs. */
export function spanText(start: string, end: string): string {
  const last = dayOf(start) === dayOf(end) ? hourOf(end) : momentText(end)
  return `${momentText(start)}–${last}`
}

/** Phường Ba Đình; in English the name first: Ba Đình Ward. */
export function communeText(commune: { kind: 'WARD' | 'COMMUNE'; name: string }): string {
  const kind = i18n.t.kind[commune.kind]
  return i18n.lang === 'vi' ? `${kind} ${commune.name}` : `${commune.name} ${kind}`
}
