import { accessible, address, api, expect, signIn, test } from './staff'

const REASON = 'Lớp cài VNeID cho người cao tuổi'

test('a commune asks for help, the department plans it, a yes shows on the board', async ({ page, browser }) => {
  await test.step('the commune requests help and is told what happens next', async () => {
    await signIn(page, 'commune')
    await expect(page).toHaveURL(/\/communes\/\d{5}/)
    await accessible(page)
    await page.getByRole('button', { name: 'Yêu cầu hỗ trợ' }).click()
    const form = page.getByRole('dialog', { name: 'Yêu cầu hỗ trợ' })
    await expect(form.getByLabel('Ngày')).toBeVisible()
    await accessible(page)

    await form.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await form.getByRole('link', { name: 'Hãy ghi lý do.' }).click()
    await expect(form.getByLabel('Lý do')).toBeFocused()
    await accessible(page)

    await form.getByLabel('Ngày').selectOption({ index: 2 })
    await form.getByLabel('Lý do').fill(REASON)
    await form.getByLabel('Số chỗ').fill('0')
    await form.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await expect(form.getByLabel('Số chỗ')).toHaveAttribute('aria-invalid', 'true')

    await page.mouse.click(5, 5)
    await expect(form).toHaveCount(0)
    await page.getByRole('button', { name: 'Yêu cầu hỗ trợ' }).click()
    await expect(form.getByLabel('Lý do')).toHaveValue(REASON)
    await expect(form.getByLabel('Ngày')).not.toHaveValue('')

    await form.getByLabel('Số chỗ').fill('2')
    await form.getByLabel('Kỹ năng').selectOption('guide')
    await form.getByRole('button', { name: 'Gửi yêu cầu' }).click()
    await expect(form.getByRole('heading', { name: 'Đã gửi yêu cầu' })).toBeFocused()
    await accessible(page)
    await form.getByRole('link', { name: 'Xem tuần trực' }).click()
    await expect(page.getByText(REASON)).toBeVisible()
    await page.getByRole('button', { name: 'Đăng xuất' }).click()
  })

  await test.step('the department approves it, plans and publishes', async () => {
    await signIn(page, 'department')
    const request = page.getByRole('listitem').filter({ hasText: REASON })
    await expect(request).toContainText('2 × Hướng dẫn')
    await request.getByRole('button', { name: /^Duyệt/ }).click()
    await expect(page.getByText('Đã duyệt. Ca trực của')).toBeVisible()
    await expect(request).toHaveCount(0)

    await page.getByRole('button', { name: 'Lập kế hoạch 7 ngày' }).click()
    await page.getByRole('button', { name: 'Công bố' }).click()
    await expect(page.getByText('Người được đề xuất sẽ nhận tin nhắn')).toBeVisible({ timeout: 60_000 })
    await accessible(page)
  })

  await test.step('a yes on the answer page changes the board without a reload', async () => {
    await page.evaluate(() => Object.assign(window, { unchanged: true }))
    const { ask, code, link } = await askedBySms()
    const row = page.getByRole('row').filter({ has: page.locator(`a[href="/communes/${code}"]`) })
    const taken = async (): Promise<number> => Number((await row.getByRole('cell').nth(1).innerText()).split('/')[0])
    const before = await taken()
    const order = (): Promise<string[]> => page.getByRole('rowheader').allInnerTexts()
    const ordered = await order()
    await page.getByLabel('Lọc theo tên').focus()

    const phone = await browser.newContext()
    const answer = await phone.newPage()
    await answer.goto(link)
    const card = answer.locator('section.card').filter({ has: answer.locator(`input[name=ask][value="${ask}"]`) })
    await card.locator('button[name=answer][value=yes]').click()
    await expect.poll(taken).toBeGreaterThan(before)
    await phone.close()
    expect(await order()).toEqual(ordered)
    await expect(page.getByLabel('Lọc theo tên')).toBeFocused()
    expect(await page.evaluate(() => 'unchanged' in window)).toBe(true)
  })

  await test.step('the page speaks English when told to', async () => {
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { name: 'Coverage board' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await accessible(page)
  })
})

type Asked = { asks: { edges: { node: { id: string; assignment: { volunteer: { phone: string }; role: { shift: { commune: { code: string } } } } } }[] } }

const ASKED = `{ asks(filter: {states: [SENT]}, first: 1) { edges { node {
  id assignment { volunteer { phone } role { shift { commune { code } } } } } } } }`

/** Waits until somebody has been asked, and opens that phone's latest text, whose page may ask for more seats than this one. */
async function askedBySms(): Promise<{ ask: string; code: string; link: string }> {
  let found: Asked['asks']['edges'] = []
  await expect.poll(async () => (found = (await api<Asked>('department', ASKED)).asks.edges).length, { timeout: 60_000 }).toBeGreaterThan(0)
  const { id: ask, assignment } = found[0]!.node
  const { volunteer, role } = assignment
  let link = ''
  await expect
    .poll(async () => {
      const response = await fetch(`${address()}/demo/phones/${encodeURIComponent(volunteer.phone)}/messages`)
      const texts = (await response.json()) as { body: string }[]
      link = texts.map((text) => /https?:\/\/\S+\/a\/\S+/.exec(text.body)?.[0] ?? '').findLast(Boolean) ?? ''
      return link
    })
    .not.toBe('')
  return { ask, code: role.shift.commune.code, link }
}
