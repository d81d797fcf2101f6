import { serverAudits } from 'graphql-http'
import { address, expect, test } from './staff'

// docs/decisions/0015 argues for each.
const ARGUED = ['572B', 'FDE2', '7B9B', 'D586', '5E5B']

test('the API speaks GraphQL over HTTP as the specification says', async () => {
  const audits = serverAudits({
    url: `${address()}/graphql`,
    fetchFn: (input: RequestInfo, init?: RequestInit) =>
      fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), Authorization: 'Bearer demo-department' } }),
  })
  const broken: string[] = []
  const argued: string[] = []
  for (const audit of audits) {
    const result = await audit.fn()
    if (result.status === 'error') broken.push(`${result.id} ${result.name}: ${result.reason}`)
    if (result.status === 'warn') argued.push(result.id)
  }
  expect(audits.length).toBeGreaterThan(50)
  expect(broken).toEqual([])
  expect(argued.sort()).toEqual(ARGUED.sort())
})
