import { accessible, address, api, expect, signIn, test } from './staff'

const ASKED = `{ asks(filter: {states: [SENT]}) { edges { node { assignment { volunteer { id name phone } } } } } }`
const DECLINED = `query($volunteer: ID!) { asks(filter: {states: [DECLINED], volunteer: $volunteer}) { edges { node { id } } } }`

type Person = { id: string; name: string; phone: string }
type Asked = { asks: { edges: { node: { assignment: { volunteer: Person } } }[] } }

/** Two people who have been asked and haven't answered. */
async function asked(): Promise<Person[]> {
  let found: Person[] = []
  await expect
    .poll(
      async () => {
        const people = (await api<Asked>('department', ASKED)).asks.edges.map(({ node }) => node.assignment.volunteer)
        found = [...new Map(people.map((p) => [p.id, p])).values()]
        return found.length
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(1)
  return found.slice(0, 2)
}

async function text(from: Person, body: string): Promise<void> {
  const response = await fetch(`${address()}/demo/phones/${encodeURIComponent(from.phone)}/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ body }),
  })
  expect(response.ok).toBe(true)
}

test('a text that nobody could read is shown as it came, and a person decides', async ({ page }) => {
  const [first, second] = (await asked()) as [Person, Person]
  await signIn(page, 'department')
  const section = page.getByRole('region', { name: /^Tin nhắn cần người đọc/ })
  await expect(section).toBeVisible()
  await text(first, 'Mấy giờ phải có mặt vậy ạ?')
  await text(second, 'để em hỏi lại lớp đã <b>nhé</b>')
  const question = section.getByRole('listitem').filter({ hasText: 'Mấy giờ phải có mặt vậy ạ?' })
  const words = section.getByRole('listitem').filter({ hasText: 'để em hỏi lại lớp đã <b>nhé</b>' })
  await expect(question).toContainText(first.name)
  await expect(words).toContainText(second.name)
  await accessible(page)

  await question.getByRole('button', { name: /^Không nhận: / }).first().focus()
  await page.keyboard.press('Enter')
  await expect(section.getByRole('status')).toContainText(`Đã ghi: ${first.name} không nhận ca`)
  await expect(question).toHaveCount(0)
  await expect(words.getByRole('button').first()).toBeFocused()
  expect((await api<Asked>('department', DECLINED, { volunteer: first.id })).asks.edges).toHaveLength(1)

  await words.getByRole('button', { name: /^Đã xử lý/ }).click()
  await expect(section.getByRole('status')).toContainText('Đã xử lý')
  await expect(words).toHaveCount(0)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: /^Texts that need a person/ })).toBeVisible()
})
