import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPortal } from '../../src/store/core/portal-tx.ts'
import { addVerification } from '../../src/store/ledger/verifications.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { chromiumOrSkip, openChromium } from './chromium.ts'
import { pictureOf } from './pictures.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe.skipIf(!chromiumOrSkip())('the person’s page in a browser', () => {
  let stage: Stage
  let browser: Browser
  let people = 0

  beforeAll(async () => {
    ;[stage, browser] = await Promise.all([openStage(), openChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.close()
  })

  async function consenting(): Promise<{ contactId: string; url: string }> {
    people += 1
    const properties = { email: `jo${people}@example.nl`, mobilephone: `063600000${people}`, belrecht_opt_in: 'true' }
    const { contactId } = await stage.sandbox.submitForm(COMMERCIAL, { formName: 'Terugbellen', properties })
    await stage.settle()
    const contact = await stage.sandbox.read(COMMERCIAL, 'contacts', contactId)
    return { contactId, url: contact.properties.belrecht_preferences_url ?? '' }
  }

  /** A page that remembers where it sent requests to. */
  async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; asked: Set<string> }> {
    const context = await browser.newContext({ locale: 'nl-NL', ...options })
    const page = await context.newPage()
    const asked = new Set<string>()
    page.on('request', (request) => asked.add(new URL(request.url()).origin))
    return { page, asked }
  }

  async function expectAccessible(page: Page): Promise<void> {
    // Run from outside the page: its policy lets no script in.
    await page.evaluate(axe.source)
    const { passes, violations } = (await page.evaluate(
      `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(RULES)} } })`,
    )) as axe.AxeResults
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    expect(passes.length).toBeGreaterThan(10)
    // WCAG 1.4.10: at 320 pixels nothing needs to be scrolled sideways.
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    await page.setViewportSize({ width: 1280, height: 720 })
  }

  it('is accessible in every state and language, and asks nobody else for anything', async () => {
    const { contactId, url } = await consenting()
    const { page, asked } = await open()
    for (const language of ['nl', 'en']) {
      await page.goto(`${url}?language=${language}`)
      await expectAccessible(page)
    }
    const consent = await stage.query<{ id: string }>(
      COMMERCIAL,
      'select consent_id as id from ledger where contact_id = $1 and consent_id is not null',
      [contactId],
    )
    const token = await withPortal(stage.context.store, COMMERCIAL, (tx) =>
      addVerification(tx, {
        consentId: consent[0]?.id ?? '',
        contactId,
        language: 'nl',
        expiresAt: Date.now() + 60_000,
      }),
    )
    await page.goto(`${stage.appUrl}/p/confirm/${token}`)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ja, dat klopt' }).click()
    expect(await page.getByRole('status').textContent()).toContain('bevestigd')
    await expectAccessible(page)
    await page.goto(url)
    await page.getByRole('button', { name: 'Toestemming intrekken' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Niet meer bellen' }).click()
    await expectAccessible(page)
    await page.goto(`${stage.appUrl}/p/nothing`)
    await expectAccessible(page)
    expect([...asked]).toEqual([new URL(stage.appUrl).origin])
  })

  it('needs no script and no mouse', async () => {
    const { contactId, url } = await consenting()
    const { page } = await open({ javaScriptEnabled: false })
    await page.goto(url)
    await page.screenshot({ path: pictureOf('person-page'), fullPage: true })
    expect(await page.title()).toBe('Mag u gebeld worden?')
    // The language link, then the two buttons in reading order.
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab')
    await Promise.all([page.waitForURL(url), page.keyboard.press('Enter')])
    await page.getByRole('status').waitFor()
    expect(await page.getByRole('status').textContent()).toContain('u wordt niet meer gebeld')
    expect(await page.getByRole('button', { name: 'Niet meer bellen' }).count()).toBe(0)
    const contact = await stage.sandbox.read(COMMERCIAL, 'contacts', contactId)
    expect(contact.properties).toMatchObject({ belrecht_permission: 'denied', belrecht_do_not_call: 'true' })
  })

  it('switches language and keeps it through a button', async () => {
    const { url } = await consenting()
    const { page } = await open()
    await page.goto(url)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Withdraw consent' }).click()
    expect(await page.getByRole('status').textContent()).toContain('Your consent has been withdrawn.')
  })
})
