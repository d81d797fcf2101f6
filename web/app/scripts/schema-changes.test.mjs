import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unannounced } from './schema-changes.mjs'

const released = `
  enum State { OPEN CLOSED }
  interface Node { id: ID! }
  input Filter { state: State }
  type Shift implements Node { id: ID! name: String! state(of: Int): State }
  type Extra { id: ID! size: Int }
  type Query { shift(filter: Filter): Shift  extra: Extra }`

const changed = (from, to) => released.replace(from, to)
const places = (now, changelog = '') => unannounced(released, now, changelog).map((c) => c.place)

test('what breaks a client is named by its place', () => {
  for (const [now, place] of [
    [changed('name: String!', ''), 'Shift.name'],
    [changed('name: String!', 'name: String'), 'Shift.name'],
    [changed('state(of: Int)', 'state(of: Int, at: Int!)'), 'Shift.state'],
    [changed('state(of: Int)', 'state'), 'Shift.state'],
    [changed('input Filter { state: State }', 'input Filter { state: State! }'), 'Filter.state'],
    [changed('input Filter { state: State }', 'input Filter { state: State needed: Int! }'), 'Filter'],
    [changed('OPEN CLOSED', 'OPEN'), 'State.CLOSED'],
    [changed('implements Node', ''), 'Shift'],
  ]) {
    assert.deepEqual(places(now), [place], now)
  }
})

test('a type that goes is named with the fields that go with it', () => {
  const now = changed('type Extra { id: ID! size: Int }', 'type Other { size: Int }').replace('extra: Extra', '')
  assert.deepEqual(places(now).sort(), ['Extra', 'Query.extra'])
})

test('additions break nobody', () => {
  assert.deepEqual(places(changed('name: String!', 'name: String! more: Int') + ' type New { id: ID }'), [])
})

test('the changelog may say so, but only under Unreleased', () => {
  const now = changed('name: String!', '')
  assert.deepEqual(places(now, '## Unreleased\n\n- `Shift.name` is gone.\n\n## 1.0\n'), [])
  assert.deepEqual(places(now, '## Unreleased\n\n- x\n\n## 1.0\n\n- `Shift.name` is gone.\n'), ['Shift.name'])
})
