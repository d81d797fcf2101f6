import { createClient } from 'graphql-sse'
import { headers } from '../api/call'
import { PlanProgressDocument, type PlanProgressSubscription } from '../gql/graphql'

/** Follows a run of the planner until it ends or the returned function is called. Progress is a
 * courtesy: a stream that breaks is not mended, the run's own answer comes all the same. */
export function followPlan(run: string, told: (progress: PlanProgressSubscription['planProgress']) => void): () => void {
  const client = createClient({ url: new URL('/graphql', location.href).href, headers, retryAttempts: 0 })
  return client.subscribe<PlanProgressSubscription>(
    { query: PlanProgressDocument.toString(), variables: { run }, operationName: 'PlanProgress' },
    {
      next: ({ data }) => {
        if (data) told(data.planProgress)
      },
      error: () => {},
      complete: () => {},
    },
  )
}
