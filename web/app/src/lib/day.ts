/** A calendar day of the campaign's zone, YYYY-MM-DD, as the API writes it. */
export type Day = string

/** The zone every time on screen is in, whatever the browser's own. */
export const ZONE = 'Asia/Ho_Chi_Minh'

const dayParts = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' })
const hourParts = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The campaign's day of a moment. */
export const dayOf = (moment: Date | string): Day => dayParts.format(new Date(moment))

/** The campaign's time of day of a moment, 24 h. */
export const hourOf = (moment: Date | string): string => hourParts.format(new Date(moment))

// Days are reckoned at noon UTC, where no zone's midnight can shift them.
const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`)

export function addDays(day: Day, days: number): Day {
  const moved = noon(day)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** 0 is Sunday. */
export const weekdayOf = (day: Day): number => noon(day).getUTCDay()

/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7))

/** The days from…to, both included. */
export function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

export const isDay = (text: string | null): text is Day =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon(text).getTime())

/** The moment of a time of day on a campaign's day; the zone has kept +07:00 since 1975. */
export const momentAt = (day: Day, hour: string): string => `${day}T${hour}:00+07:00`

/** Reads 8, 8h30, 0830 or 08:30 as 08:30; null when it is no time of day. */
export function readHour(text: string): string | null {
  const found = /^(\d{1,2})(?:[:.hg]?(\d{2})?)$/i.exec(text.trim())
  if (!found) return null
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)]
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}
