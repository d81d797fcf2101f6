import { Client, fetchExchange, type AnyVariables, type CombinedError } from '@urql/core'
import type { TypedDocumentString } from '../gql/graphql'
import { i18n } from '../i18n/index.svelte'
import { CallError, faultsOf } from './fault'

/** Who signs the calls, and who is told when the signature is refused. */
export const credentials = {
  token: (): string | null => null,
  refused: (): void => {},
}

/** The headers of every call: who asks, and in which language errors come back. */
export function headers(): Record<string, string> {
  const token = credentials.token()
  const language = { 'Accept-Language': i18n.lang }
  return token ? { ...language, Authorization: `Bearer ${token}` } : language
}

const client = new Client({
  url: new URL('/graphql', location.href).href,
  exchanges: [fetchExchange],
  preferGetMethod: false,
  requestPolicy: 'network-only',
  // Without an Accept of its own the client would also offer to take single answers as a stream.
  fetchOptions: () => ({ headers: { ...headers(), Accept: 'application/graphql-response+json, application/json' } }),
})

type Document<R, V> = TypedDocumentString<R, V>

/** Reads; throws CallError. */
export async function query<R, V extends AnyVariables>(document: Document<R, V>, variables: V): Promise<R> {
  return settle(await client.query<R>(document.toString(), variables).toPromise())
}

/** Changes; throws CallError. */
export async function mutate<R, V extends AnyVariables>(document: Document<R, V>, variables: V): Promise<R> {
  return settle(await client.mutation<R>(document.toString(), variables).toPromise())
}

function settle<R>(result: { data?: R; error?: CombinedError }): R {
  if (!result.error && result.data !== undefined && result.data !== null) return result.data
  const error = new CallError(faultsOf(result.error))
  if (error.has('UNAUTHENTICATED')) credentials.refused()
  throw error
}
