import { accessible, address, api, expect, signIn, test } from './staff'

type Campaign = { campaign: { now: string; endsOn: string; communes: { code: string }[] } }
type Holders = { node: { assignments: { volunteer: { name: string }; ask: { id: string; state: string } | null }[] } }
type Person = { id: string; name: string }
type Request = { id: string; shifts: { roles: { id: string }[] }[] }
type Candidates = { candidates: { eligible: boolean; volunteer: Person }[] }

const CAMPAIGN = '{ campaign { now endsOn communes { code } } }'

/** A seat of the last day that nobody is on and somebody could take: so far ahead that the campaign itself asks nobody yet. */
async function emptySeat(): Promise<{ code: string; role: string; day: string }> {
  const { campaign } = await api<Campaign>('department', CAMPAIGN)
  const day = campaign.endsOn
  return { ...(await takeable(campaign, `${day}T09:00:00+07:00`, `${day}T10:00:00+07:00`)), day }
}

/** A new seat in the first commune where somebody could take it. */
async function takeable({ communes }: Campaign['campaign'], start: string, end: string): Promise<{ code: string; role: string }> {
  for (const { code } of communes) {
    const role = await seatAt(code, start, end)
    if (await taker(role)) return { code, role }
  }
  throw new Error('nobody could take a seat in any commune')
}

async function seatAt(communeCode: string, start: string, end: string): Promise<string> {
  const input = {
    communeCode,
    start,
    end,
    reason: 'Ngày cuối đông người',
    roles: [{ skill: 'guide', seats: 1 }],
  }
  const ask = 'mutation($input: RequestHelpInput!) { requestHelp(input: $input) { id } }'
  const { requestHelp } = await api<{ requestHelp: Request }>('department', ask, { input })
  const approve = 'mutation($id: ID!) { approveRequest(id: $id) { id shifts { roles { id } } } }'
  const { approveRequest } = await api<{ approveRequest: Request }>('department', approve, { id: requestHelp.id })
  return approveRequest.shifts[0]!.roles[0]!.id
}

async function taker(role: string): Promise<Person | undefined> {
  const query = 'query($role: ID!) { candidates(role: $role, first: 5) { eligible volunteer { id name } } }'
  const { candidates } = await api<Candidates>('department', query, { role })
  return candidates.find((c) => c.eligible)?.volunteer
}

/** Somebody who has said yes to a seat that is about to begin. */
async function promised(): Promise<{ code: string; name: string }> {
  const { campaign } = await api<Campaign>('department', CAMPAIGN)
  const at = (minutes: number): string => new Date(Date.parse(campaign.now) + minutes * 60_000).toISOString()
  const { code, role } = await takeable(campaign, at(15), at(120))
  const { ask, name } = await asked(role)
  await api('department', 'mutation($id: ID!) { recordAnswer(ask: $id, answer: YES) { id } }', { id: ask })
  return { code, name }
}

/** Who is asked for a seat: whoever comes first on the list, unless the campaign itself was faster. */
async function asked(role: string): Promise<{ ask: string; name: string }> {
  const assign = 'mutation($role: ID!, $id: ID!) { assign(role: $role, volunteer: $id) { id } }'
  const first = await taker(role)
  const seat = first && (await api<{ assign: { id: string } }>('department', assign, { role, id: first.id }).catch(() => null))
  if (seat) await api('department', 'mutation($id: ID!) { ask(assignment: $id) { id } }', { id: seat.assign.id }).catch(() => null)
  const query = 'query($role: ID!) { node(id: $role) { ... on Role { assignments { volunteer { name } ask { id state } } } } }'
  let holder: Holders['node']['assignments'][number] | undefined
  await expect
    .poll(async () => {
      const { node } = await api<Holders>('department', query, { role })
      holder = node.assignments.find((a) => a.ask && ['QUEUED', 'SENT'].includes(a.ask.state))
      return holder !== undefined
    })
    .toBe(true)
  return { ask: holder!.ask!.id, name: holder!.volunteer.name }
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
  await expect(list.getByRole('status')).toBeFocused()
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

test('a commune reads why its request was refused', async ({ page }) => {
  const why = 'Đã có đoàn khác đến'
  const { viewer, campaign } = await api<{ viewer: { commune: { code: string } } } & Campaign>('commune', '{ viewer { commune { code } } campaign { endsOn communes { code } } }')
  const input = {
    communeCode: viewer.commune.code,
    start: `${campaign.endsOn}T14:00:00+07:00`,
    end: `${campaign.endsOn}T15:00:00+07:00`,
    reason: 'Cần thêm người để từ chối',
    roles: [{ skill: 'guide', seats: 1 }],
  }
  await api('commune', 'mutation($input: RequestHelpInput!) { requestHelp(input: $input) { id } }', { input })
  await signIn(page, 'department')
  const request = page.getByRole('listitem').filter({ hasText: input.reason })
  await request.getByRole('button', { name: /^Từ chối yêu cầu của/ }).click()
  const form = page.getByRole('dialog', { name: 'Từ chối yêu cầu hỗ trợ' })
  await form.getByRole('button', { name: 'Từ chối' }).click()
  await expect(form.getByLabel('Lý do')).toBeFocused()
  await accessible(page)
  await form.getByLabel('Lý do').fill(why)
  await form.getByRole('button', { name: 'Từ chối' }).click()
  await expect(page.getByText('Đã từ chối yêu cầu của')).toBeVisible()
  await expect(request).toHaveCount(0)
  await page.getByRole('button', { name: 'Đăng xuất' }).click()

  await signIn(page, 'commune')
  await expect(page.getByRole('listitem').filter({ hasText: input.reason })).toContainText(why)
  await expect(page.getByRole('button', { name: /^Từ chối/ })).toHaveCount(0)
})

test('a commune that there is none of has a page that says so and leads home', async ({ page }) => {
  await signIn(page, 'department')
  await page.goto(`${address()}/communes/99999`)
  await expect(page.getByRole('heading', { name: 'Không có trang này' })).toBeVisible()
  await expect(page.getByText('Không tìm thấy')).toBeVisible()
  await accessible(page)
  await page.getByRole('link', { name: 'Về trang chính' }).click()
  await expect(page.getByRole('row')).toHaveCount(127)
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

test('the keyboard goes on where a dialog was opened', async ({ page }) => {
  await signIn(page, 'commune')
  const opener = page.getByRole('button', { name: 'Yêu cầu hỗ trợ' })
  await opener.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('the point shows its code, and it is recorded who has come and gone', async ({ page }) => {
  const { code: commune, name } = await promised()
  await signIn(page, 'department')
  await page.goto(`${address()}/communes/${commune}`)
  await page.getByRole('button', { name: /^Mã điểm danh/ }).first().click()
  const code = page.getByRole('dialog', { name: 'Mã điểm danh' })
  await expect(code.getByText(/^\d{3} \d{3}$/)).toBeVisible()
  await accessible(page)
  await page.keyboard.press('Escape')

  const seat = page.getByRole('button', { name: new RegExp(name) }).first()
  await seat.click()
  await page.getByRole('button', { name: 'Đã đến' }).click()
  await expect(seat).toContainText('đang có mặt')
  await seat.click()
  await page.getByRole('button', { name: 'Đã về' }).click()
  await expect(seat).toContainText(/về sớm|đã làm xong/)
})

test('a week that can’t be reached isn’t shown as a week without shifts', async ({ page, context }) => {
  await signIn(page, 'commune')
  await expect(page.getByRole('table')).toBeVisible()
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Tuần sau' }).click()
  await expect(page.getByText('Chưa tải được ca trực của tuần này.')).toBeVisible()
  await expect(page.getByText('Không có ca', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('table')).toHaveCount(0)
  await accessible(page)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await expect(page.getByRole('table').or(page.getByText('Không có ca trực nào trong tuần này.'))).toBeVisible()
})

test('a commune sees no button for what it may not do', async ({ page }) => {
  await signIn(page, 'commune')
  await expect(page.getByRole('banner')).toContainText(/(Phường|Xã) \p{Lu}/u)
  await expect(page.getByRole('button', { name: 'Yêu cầu hỗ trợ' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Tìm người|Lập kế hoạch|^Duyệt/ })).toHaveCount(0)
})
