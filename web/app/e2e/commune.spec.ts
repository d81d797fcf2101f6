import { accessible, address, api, expect, signIn, test } from './staff'

type Person = { volunteer: { id: string } }
type Role = { id: string; seats: number; assignments: Person[] }
type Shifts = {
  campaign: { now: string }
  shifts: { edges: { node: { start: string; commune: { code: string }; roles: Role[] } }[] }
}
type Candidates = { candidates: (Person & { eligible: boolean })[] }

/** A seat of the future that nobody is on and somebody could take, as the department sees it. */
async function emptySeat(): Promise<{ code: string; role: string; day: string }> {
  const query = `query($from: Date) { campaign { now } shifts(filter: {from: $from, emptyOnly: true}, first: 100) { edges { node {
    start commune { code } roles { id seats assignments { volunteer { id } } } } } } }`
  const { campaign } = await api<Shifts>('department', query)
  const soon = new Date(Date.parse(campaign.now) + 36 * 3600e3).toISOString().slice(0, 10)
  const { shifts } = await api<Shifts>('department', query, { from: soon })
  // The farthest ahead first, where the campaign itself asks nobody meanwhile.
  for (const { node } of shifts.edges.toReversed()) {
    const there = new Set(node.roles.flatMap((r) => r.assignments.map((a) => a.volunteer.id)))
    const role = node.roles.find((r) => r.assignments.length < r.seats)
    if (role && (await takers(role.id, there))) return { code: node.commune.code, role: role.id, day: node.start.slice(0, 10) }
  }
  throw new Error('the demo has no empty seat that somebody could take')
}

async function takers(role: string, there: Set<string>): Promise<boolean> {
  const query = 'query($role: ID!) { candidates(role: $role, first: 30) { eligible volunteer { id } } }'
  const { candidates } = await api<Candidates>('department', query, { role })
  return candidates.some((c) => c.eligible && !there.has(c.volunteer.id))
}

test('the department fills an empty seat from the ranked list and enters a yes by voice', async ({ page }) => {
  const { code, role, day } = await emptySeat()
  await signIn(page, 'department')
  await page.goto(`${address()}/communes/${code}?week=${day}&role=${encodeURIComponent(role)}`)
  const list = page.getByRole('dialog', { name: 'Người có thể nhận chỗ này' })
  const first = list.getByRole('button', { name: /^Đề xuất và hỏi/ }).first()
  const refused = list.getByRole('alert')
  let name = ''
  // The campaign goes on: whoever has just been asked elsewhere is refused, and the next one is first.
  do {
    name = ((await first.getAttribute('aria-label')) ?? '').replace('Đề xuất và hỏi ', '')
    await first.click()
    await expect(list.getByText(/^Đã (hỏi|đề xuất) /).or(refused)).toBeVisible()
  } while (await refused.isVisible())
  await accessible(page)
  await list.getByRole('button', { name: 'Đóng' }).click()
  await expect(list).toHaveCount(0)

  await page.getByRole('button', { name: new RegExp(`${name} (chờ đến|đề xuất)`) }).first().click()
  const person = page.getByRole('dialog', { name })
  await accessible(page)
  const askNow = person.getByRole('button', { name: 'Hỏi ngay' })
  if (await askNow.isVisible()) await askNow.click()
  await person.getByRole('button', { name: 'Nhận ca' }).click()
  await expect(person).toHaveCount(0)
  await expect(page.getByRole('button', { name: new RegExp(`${name} đã nhận`) }).first()).toBeVisible()
})

test('a phone shows the week as a list, and reads well in both colour schemes', async ({ page }) => {
  await signIn(page, 'commune')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('table')).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(wide).toBe(false)
  await accessible(page)
})

test('a commune sees no button for what it may not do', async ({ page }) => {
  await signIn(page, 'commune')
  await expect(page.getByRole('button', { name: 'Yêu cầu hỗ trợ' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Tìm người|Lập kế hoạch|^Duyệt/ })).toHaveCount(0)
})
