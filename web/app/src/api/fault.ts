import type { CombinedError } from '@urql/core'
import { i18n } from '../i18n/index.svelte'

/** One thing that went wrong, in words for the person; field is the place in the input. */
export type Fault = { code: string; field?: string; message: string }

/** What a call throws: never empty, the server's words in the language of the page. */
export class CallError extends Error {
  constructor(readonly faults: Fault[]) {
    super(faults.map((f) => f.message).join(' '))
  }

  has(code: string): boolean {
    return this.faults.some((f) => f.code === code)
  }
}

/** Reads what the transport gives as faults. */
export function faultsOf(error: CombinedError | undefined): Fault[] {
  if (error && error.graphQLErrors.length > 0) {
    return error.graphQLErrors.map(({ message, extensions }) => ({
      code: String(extensions?.code ?? 'INTERNAL'),
      field: typeof extensions?.field === 'string' ? extensions.field : undefined,
      message,
    }))
  }
  const status = (error?.response as Response | undefined)?.status
  if (status === 401) return [{ code: 'UNAUTHENTICATED', message: i18n.t.session.expired }]
  if (status !== undefined && status >= 400) return [{ code: 'INTERNAL', message: i18n.t.fault.unknown }]
  return [{ code: 'NETWORK', message: i18n.t.fault.network }]
}

/** What of the faults of an act still holds once the server has answered: being out of reach is over then. */
export const stillSo = (faults: Fault[]): Fault[] => faults.filter((f) => f.code !== 'NETWORK')

/** The faults of anything thrown. */
export function faultsIn(thrown: unknown): Fault[] {
  if (thrown instanceof CallError) return thrown.faults
  return [{ code: 'INTERNAL', message: i18n.t.fault.unknown }]
}
