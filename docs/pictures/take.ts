import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium, type Page } from 'playwright-core'
import { ZONNIG } from '../../demo/portals.ts'
import { type SandboxApi, sandboxApi } from '../../demo/sandbox-api.ts'
import { CONSENTED, CUSTOMER, TASK_OF } from '../../demo/story/cast.ts'

/**
 * Takes the README's picture from a running demo, by hand (docs/pictures/README.md). It changes that demo: English texts, and the clock moved
 * to the morning on which the customer exception has ended.
 */
const { values } = parseArgs({
  options: {
    sandbox: { type: 'string', default: 'http://127.0.0.1:4010' },
    app: { type: 'string', default: 'http://localhost:3000' },
    browser: { type: 'string', default: ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync) ?? '' },
  },
})

const { portalId, admin } = ZONNIG
const MORNING = '2026-07-01T09:00:00+02:00'
const SUBJECTS = ['Call back about solar panels', 'Call about the spring offer', 'Ask about the roof', 'Plan a visit']
const WAIT_MS = 60_000

const sandbox = sandboxApi(values.sandbox)
await inEnglish(sandbox)
await sandbox.setClock(MORNING)
await until(`the worker's night holds ${CUSTOMER}'s task`, async () => {
  const { properties } = await sandbox.read(portalId, 'tasks', TASK_OF[CUSTOMER])
  return properties.hs_task_subject?.startsWith('⛔ Do not call')
})
await until('the sentences are English', async () => {
  const { properties } = await sandbox.read(portalId, 'contacts', CONSENTED)
  return properties.belrecht_reason?.startsWith('Calling')
})
const browser = await chromium.launch({ executablePath: values.browser, args: ['--no-sandbox'] })
try {
  const page = await browser.newPage({ viewport: { width: 1180, height: 900 }, colorScheme: 'light' })
  await page.goto(`${values.sandbox}/portal/${portalId}?lang=en&q=example.nl`)
  await page.locator(`#six-${CONSENTED}-summary`).click()
  await shoot(page, join(import.meta.dirname, 'portal-page.png'))
} finally {
  await browser.close()
}

/** The portal's texts and its tasks' subjects; those are kept by a hold, so they may be changed at any time. */
async function inEnglish({ signedCall, change }: SandboxApi): Promise<void> {
  const saved = await signedCall('PUT', `${values.app}/settings`, { portalId, userId: admin }, { language: 'en' })
  if (saved.status !== 200) throw new Error(`the settings answered ${saved.status}`)
  for (const [index, task] of Object.values(TASK_OF).entries()) {
    await change(portalId, 'tasks', task, { properties: { hs_task_subject: SUBJECTS[index] ?? '' } })
  }
}

async function until(what: string, holds: () => Promise<boolean | undefined>): Promise<void> {
  for (const end = Date.now() + WAIT_MS; !(await holds()); await sleep(250)) {
    if (Date.now() > end) throw new Error(`waited ${WAIT_MS} ms in vain: ${what}`)
  }
}

/** The page down to the end of its tasks. */
async function shoot(page: Page, path: string): Promise<void> {
  const tasks = await page.locator('section[aria-labelledby="tasks-title"]').boundingBox()
  if (tasks === null) throw new Error('the page shows no tasks')
  const height = Math.ceil(tasks.y + tasks.height + 20)
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width: 1180, height } })
}
