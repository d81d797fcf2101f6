import type { RequestHelpInput, VolunteerKind } from '../gql/graphql'
import type { Fault } from '../api/fault'
import type { Dictionary } from '../i18n/vi'
import { momentAt, readHour, type Day } from '../lib/day'

export type RoleDraft = { key: number; skill: string; level: string; kind: VolunteerKind | ''; seats: string; floor: boolean }

/** The form as it is typed. */
export type Draft = {
  commune: string
  point: string
  day: Day | ''
  from: string
  to: string
  roles: RoleDraft[]
  reason: string
  urgent: boolean
}

/**
 * The forms that were filled in and not sent, by who filled them in and where: a click beside a
 * dialog closes it, and must not cost what was written.
 */
export const unsent = new Map<string, Draft>()

/** A draft with one role of the first skill. */
export function emptyDraft(commune: string, skill: string): Draft {
  return { commune, point: '', day: '', from: '08:00', to: '11:30', roles: [emptyRole(0, skill)], reason: '', urgent: false }
}

export const emptyRole = (key: number, skill: string): RoleDraft => ({ key, skill, level: '1', kind: '', seats: '1', floor: false })

/**
 * Finds what can't even be sent. Everything else is the server's to judge, in the same
 * shape and under the same names of fields.
 */
export function check(draft: Draft, words: Dictionary['help']): Fault[] {
  const faults: Fault[] = []
  const need = (met: unknown, field: string, message: string): void => {
    if (!met) faults.push({ code: 'BAD_INPUT', field, message })
  }
  need(draft.commune, 'input.communeCode', words.needCommune)
  need(draft.day, 'input.date', words.needDate)
  need(readHour(draft.from), 'input.start', words.needTime)
  need(readHour(draft.to), 'input.end', words.needTime)
  draft.roles.forEach((role, i) => {
    need(/^-?\d{1,6}$/.test(role.seats.trim()), `input.roles[${i}].seats`, words.needSeats)
  })
  need(draft.reason.trim(), 'input.reason', words.needReason)
  return faults
}

/** The input of the mutation; the draft must have passed check. */
export function inputOf(draft: Draft): RequestHelpInput {
  return {
    communeCode: draft.commune,
    pointId: draft.point || null,
    start: momentAt(draft.day, readHour(draft.from) ?? ''),
    end: momentAt(draft.day, readHour(draft.to) ?? ''),
    roles: draft.roles.map((role) => ({
      skill: role.skill,
      level: Number(role.level),
      kind: role.kind || null,
      seats: Number(role.seats),
      floor: role.floor,
    })),
    reason: draft.reason.trim(),
    urgent: draft.urgent,
  }
}

/** The id of the control that a fault's field names, "" where none does. */
export const controlOf = (field: string | undefined): string =>
  field?.startsWith('input.') ? field.replace('input.', 'help-').replace(/[[\].]+/g, '-') : ''
