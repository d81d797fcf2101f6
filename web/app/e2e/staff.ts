import AxeBuilder from '@axe-core/playwright'
import { expect, test as base, type Page } from '@playwright/test'

export type Role = 'department' | 'university' | 'telecom' | 'commune'

/** The address of the demo. */
export const address = (): string => process.env.DEMO_URL ?? ''

/** Asks the API as a role; throws what it answers in errors. */
export async function api<T>(role: Role, query: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${address()}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer demo-${role}` },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown }
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

/** Signs a page in as a role, the way a visitor of the demo does. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const names = { department: 'Sở KH&CN', university: 'Trường đại học', telecom: 'Doanh nghiệp viễn thông', commune: 'Xã, phường' }
  await page.goto(address())
  await page.getByRole('button', { name: names[role] }).click()
  await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
}

/** Fails on any accessibility fault, in light and dark. */
export async function accessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
    expect(violations.map((v) => `${colorScheme}: ${v.id} ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}

/** A test that also fails on any error in the browser's console, such as a refused style. */
export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // A connection cut on purpose and a refused token are logged by the browser itself.
        const expected = /net::ERR_|status of 401/.test(message.text())
        if (message.type() === 'error' && !expected) errors.push(message.text())
      })
      await use()
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }
