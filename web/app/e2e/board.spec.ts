import { accessible, address, expect, signIn, test } from './staff'

test.beforeEach(async ({ page }) => {
  await signIn(page, 'department')
})

test('the address holds the span, the order and the filter, and back works', async ({ page }) => {
  await expect(page.getByRole('row')).toHaveCount(127)
  await page.getByRole('link', { name: 'Ngày mai' }).click()
  await expect(page).toHaveURL(/span=tomorrow/)
  await page.getByRole('link', { name: 'Cả chiến dịch' }).click()
  await page.goBack()
  await expect(page.getByRole('link', { name: 'Ngày mai' })).toHaveAttribute('aria-current', 'true')

  await page.getByRole('button', { name: 'Xã, phường', exact: true }).click()
  await expect(page.getByRole('columnheader', { name: 'Xã, phường' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByLabel('Lọc theo tên').fill('ba dinh')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.reload()
  await expect(page.getByRole('rowheader', { name: 'Phường Ba Đình' })).toBeVisible()
})

test('the page ends where its content ends', async ({ page }) => {
  await expect(page.getByRole('row')).toHaveCount(127)
  const blank = await page.evaluate(() => document.documentElement.scrollHeight - document.getElementById('main')!.getBoundingClientRect().bottom - scrollY)
  expect(blank).toBeLessThan(40)
})

test('the map and the list choose the same commune', async ({ page }) => {
  const map = page.getByRole('img', { name: /^Bản đồ 126 xã, phường/ })
  await map.locator('path[data-code="00376"]').click()
  await expect(page).toHaveURL(/at=00376/)
  await expect(page.locator('tr.chosen')).toContainText('Sóc Sơn')
  await page.getByRole('link', { name: 'Mở tuần trực' }).click()
  await expect(page.getByRole('heading', { name: 'Xã Sóc Sơn' })).toBeVisible()
  await page.goBack()
  await expect(page.locator('tr.chosen')).toContainText('Sóc Sơn')
})

test('a lost connection is said and mends itself', async ({ page, context }) => {
  const badge = page.getByRole('status').filter({ hasText: /Trực tiếp|Mất kết nối/ })
  await expect(badge).toHaveText('Trực tiếp')
  await context.setOffline(true)
  await expect(badge).toContainText('Mất kết nối')
  await context.setOffline(false)
  await expect(badge).toHaveText('Trực tiếp')
})

test('what could not be read is read once the server is there again', async ({ page, context }) => {
  await page.route('**/graphql', (route) =>
    /query (OpenRequests|LatestPlan)\b/.test(route.request().postData() ?? '') ? route.abort() : route.fallback(),
  )
  await page.reload()
  await expect(page.getByRole('alert').filter({ hasText: 'Không kết nối được' })).toHaveCount(2)
  await page.unroute('**/graphql')
  await context.setOffline(true)
  await context.setOffline(false)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('the language last chosen counts, in the address or on the page', async ({ page }) => {
  await page.goto(`${address()}/?lang=en&span=tomorrow`)
  await expect(page.getByRole('heading', { name: 'Coverage board' })).toBeVisible()
  await expect(page).toHaveURL(/\/\?span=tomorrow$/)
  await page.goto(address())
  await expect(page.getByRole('heading', { name: 'Coverage board' })).toBeVisible()
  await page.goto(`${address()}/?lang=en`)
  await page.getByRole('button', { name: 'Tiếng Việt' }).click()
  await page.reload()
  await expect(page.getByRole('button', { name: 'English' })).toBeVisible()
})

test('an unknown token is refused in words', async ({ page }) => {
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  for (const token of ['không-phải-mã', 'khong-phai-ma']) {
    await page.reload()
    await expect(page.getByRole('alert')).toHaveCount(0)
    await page.getByLabel('Mã truy cập').fill(token)
    await page.getByRole('button', { name: 'Vào', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('Hãy đăng nhập lại')
  }
  await accessible(page)
})
