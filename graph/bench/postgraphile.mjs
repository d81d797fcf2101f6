// Serves PostGraphile with its own preset on the database of the benchmark; prints its address.
// Run in a folder where npm has installed postgraphile.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

// PostGraphile counts on Node 22; the app's Node may be 20.
Promise.withResolvers ??= function () {
  let resolve, reject
  const promise = new this((a, b) => { [resolve, reject] = [a, b] })
  return { promise, resolve, reject }
}

const from = createRequire(`${process.cwd()}/`)
const load = async (name) => import(pathToFileURL(from.resolve(name)).href)
const { postgraphile } = await load('postgraphile')
const { PostGraphileAmberPreset } = await load('postgraphile/presets/amber')
const { makePgService } = await load('postgraphile/adaptors/pg')
const { grafserv } = await load('postgraphile/grafserv/node')

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ['bench'], poolConfig: { max: 16 } })],
  schema: { defaultBehavior: '+list -connection' },
  grafserv: { graphiql: false, watch: false },
  grafast: { explain: false },
}
console.dir = console.error // keeps stdout for the address
const server = createServer()
await postgraphile(preset).createServ(grafserv).addTo(server)
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`))
