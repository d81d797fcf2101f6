// Says which changes of the API would break a client that was written for the last release:
// `npm run schema` fails for each that the changelog's unreleased part doesn't name.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { buildSchema, findBreakingChanges } from 'graphql'

/** The place of a change as the changelog writes it: Type, Type.field or Type.VALUE. */
function placeOf({ description }) {
  const [, value, of] = description.match(/^(\w+) was removed from (?:enum|union) type (\w+)/) ?? []
  if (of) return `${of}.${value}`
  const shapes = [/([A-Z]\w*\.\w+)/, /input type (\w+)/, /^(\w+)/]
  return shapes.map((shape) => description.match(shape)?.[1]).find(Boolean)
}

/** The unreleased part of a changelog. */
const unreleased = (changelog) => changelog.split(/^## /m).find((part) => part.startsWith('Unreleased')) ?? ''

/** The breaking changes from one SDL to another that a changelog doesn't name in backquotes. */
export function unannounced(released, now, changelog) {
  const said = unreleased(changelog)
  return findBreakingChanges(buildSchema(released), buildSchema(now))
    .map((change) => ({ place: placeOf(change), description: change.description }))
    .filter(({ place }) => !said.includes('`' + place + '`'))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const read = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  const broken = unannounced(read('docs/api/released.graphql'), read('docs/api/schema.graphql'), read('CHANGELOG.md'))
  for (const { place, description } of broken) {
    console.error(`breaks clients: ${description} Name \`${place}\` in CHANGELOG.md under Unreleased, or keep it.`)
  }
  process.exitCode = broken.length > 0 ? 1 : 0
}
