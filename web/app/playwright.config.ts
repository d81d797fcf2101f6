import { defineConfig } from '@playwright/test'

// One worker: the stories share one demo, whose campaign goes on from test to test.
export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  fullyParallel: false,
  timeout: 300_000, // generous: the accessibility check of 126 rows is slow on a busy machine
  expect: { timeout: 30_000 },
  reporter: [['list']],
  globalSetup: './e2e/demo.ts',
  use: {
    locale: 'en-US',
    timezoneId: 'America/New_York', // any zone but the campaign's
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    },
  },
})
