import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callTask, consenting, freshEmail, freshNumber, shown } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { chromiumOrSkip, openChromium } from './chromium.ts'
import { pictureOf } from './pictures.ts'

const SOON = { timeout: 10_000 }

describe.skipIf(!chromiumOrSkip())('the app’s pages in a browser', () => {
  let stage: Stage
  let browser: Browser

  beforeAll(async () => {
    ;[stage, browser] = await Promise.all([openStage({ startAt: '2026-07-02T10:00:00+02:00' }), openChromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await stage?.close()
  })

  /** A page of the sandbox's, and whatever went wrong on it. */
  async function open(path: string, lang = 'en'): Promise<{ page: Page; errors: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, colorScheme: 'light' })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(`${stage.sandbox.url}/portal/${COMMERCIAL}/${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
    return { page, errors }
  }
  const at = (page: Page, id: string) => page.locator(`[data-test-id="${id}"]`)
  const shoot = (page: Page, name: string) => page.screenshot({ path: pictureOf(name), fullPage: true })
  const stranger = async (): Promise<string> => {
    const properties = { email: freshEmail(), firstname: 'Piet', lastname: 'Puk', mobilephone: freshNumber().typed }
    const { id } = await stage.sandbox.create(COMMERCIAL, 'contacts', { properties })
    await stage.settle()
    return id
  }

  it('the card shows verdict, number, proof and timeline of a real contact, and warns of an unverified consent', async () => {
    const number = freshNumber()
    const { contactId } = await stage.sandbox.submitForm(COMMERCIAL, {
      formName: 'Call me back about solar panels',
      page: 'https://zonnig-energie.nl/call-me',
      properties: {
        email: 'jan@example.nl',
        firstname: 'Jan',
        lastname: 'Jansen',
        mobilephone: number.typed,
        belrecht_opt_in: 'true',
      },
    })
    await stage.settle()
    const { page, errors } = await open(`contact/${contactId}/card`)
    await at(page, 'sentence').waitFor(SOON)
    expect(await at(page, 'verdict').textContent()).toBe('Allowed, not verified')
    expect(await at(page, 'verdict').getAttribute('class')).toContain('ui-tag-warning')
    expect(await at(page, 'number').textContent()).toBe(number.e164)
    await page.getByRole('button', { name: /^Proof of consent \(6\/6\)/ }).click()
    expect(await at(page, 'answer-method').textContent()).toBe('Web form')
    await page.locator('main').screenshot({ path: pictureOf('card') })
    await page.getByRole('button', { name: /^Timeline/ }).click()
    await at(page, 'entry-0').waitFor(SOON)
    expect(errors).toEqual([])
    await page.close()
  })

  it('an objection recorded on the card stands in HubSpot at once, and the call task is held', async () => {
    const { id } = await consenting(stage)
    const task = await callTask(stage, [id])
    await stage.settle()
    const { page } = await open(`contact/${id}/card`, 'nl')
    await at(page, 'objection').click(SOON)
    await at(page, 'confirm-objection').click(SOON)
    await page.locator('[data-test-id="verdict"].ui-tag-danger').waitFor(SOON)
    expect(await at(page, 'verdict').textContent()).toBe('Niet bellen')
    await stage.settle()
    expect((await shown(stage, id)).belrecht_permission).toBe('denied')
    expect((await shown(stage, task, COMMERCIAL, 'tasks')).hs_task_subject).toMatch(/^⛔ Niet bellen/)
    await page.reload()
    await page.getByRole('button', { name: /^Beltaken \(1\)/ }).click(SOON)
    expect(await at(page, `task-${task}`).textContent()).toContain('aangehouden')
    await shoot(page, 'card-objection')
    await page.close()
  })

  it('a consent recorded on the card needs all six answers, and then opens the window', async () => {
    const id = await stranger()
    const { page } = await open(`contact/${id}/card`)
    await page.locator('[data-test-id="verdict"].ui-tag-danger').waitFor(SOON)
    await at(page, 'consent').click(SOON)
    await at(page, 'save-consent').click()
    expect(await at(page, 'form-problems').textContent()).toContain('Still missing: How was it given')
    await page.locator('select[name=method]').selectOption('paper')
    await page.locator('input[name=source]').fill('Fair in Utrecht, card 12')
    await page.locator('input[name=day]').fill('2026-07-01')
    await page.locator('input[name=time]').fill('14:30')
    await page.locator('textarea[name=notice]').fill('Text of July 2026')
    await shoot(page, 'consent-form')
    await at(page, 'save-consent').click()
    await page.locator('[data-test-id="verdict"].ui-tag-warning').waitFor(SOON)
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_consent_method: 'paper',
      belrecht_consent_source: 'Fair in Utrecht, card 12',
    })
    await page.close()
  })

  it('the card stays right when the app is away, also after the last day has passed', async () => {
    const { id } = await consenting(stage)
    await stage.settle()
    const { page } = await open(`contact/${id}/card`)
    await at(page, 'sentence').waitFor(SOON)
    await page.route('**/extension/fetch', (route) => route.abort())
    await page.reload()
    await at(page, 'stale').waitFor(SOON)
    expect(await at(page, 'verdict').textContent()).toBe('Allowed, not verified')
    const { now } = await stage.sandbox.call<{ now: string }>('GET', '/sandbox/clock')
    await stage.setClock('2029-09-01T10:00:00+02:00')
    await page.reload()
    await at(page, 'stale').waitFor(SOON)
    expect(await at(page, 'verdict').getAttribute('class')).toContain('ui-tag-danger')
    await shoot(page, 'card-away')
    await stage.setClock(now)
    await page.close()
  })

  it('shows nothing of another account’s contact', async () => {
    const { page } = await open('contact/999999999/card')
    await page.locator('.ui-state').waitFor(SOON)
    expect(await page.locator('.ui-state').textContent()).toContain('no such contact')
    await page.close()
  })

  it('the settings preview a change, save it, and let nobody but an admin', async () => {
    const { page, errors } = await open('settings')
    await page.locator('select[name=senderKind]').selectOption('publisher', SOON)
    await at(page, 'preview').click()
    await at(page, 'preview-note').waitFor(SOON)
    await shoot(page, 'settings')
    await at(page, 'save').click()
    await at(page, 'nothing').waitFor(SOON)
    await page.locator('input[name=keyName]').fill('Dialer')
    await at(page, 'create-key').click()
    await at(page, 'new-key').waitFor(SOON)
    await page.getByRole('button', { name: 'Revoke' }).click(SOON)
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click(SOON)
    await page.getByText('There are no keys.').waitFor(SOON)
    expect(await at(page, 'new-key').count()).toBe(0)
    expect(errors).toEqual([])
    await page.goto(`${stage.sandbox.url}/portal/${COMMERCIAL}/settings?lang=nl&user=4711`)
    await at(page, 'read-only').waitFor(SOON)
    expect(await page.locator('select[name=senderKind]').inputValue()).toBe('publisher')
    expect(await page.locator('select[name=senderKind]').isDisabled()).toBe(true)
    await stage.saveSettings(COMMERCIAL, { senderKind: 'commercial' })
    await page.close()
  })

  it('home counts what is there, and a selection is re-checked', async () => {
    const { id } = await consenting(stage)
    await stage.settle()
    const home = await open('home')
    await at(home.page, 'count-allowed').waitFor(SOON)
    expect(Number(await at(home.page, 'count-allowed').locator('dd').textContent())).toBeGreaterThan(0)
    await shoot(home.page, 'home')
    expect(home.errors).toEqual([])
    await home.page.goto(`${stage.sandbox.url}/portal/${COMMERCIAL}/recheck?lang=en&ids=${id}`)
    await at(home.page, 'start').click(SOON)
    await at(home.page, 'done').waitFor(SOON)
    expect(await at(home.page, 'done').textContent()).toContain('1 re-checked: 1 may be called, 0 may not.')
    await home.page.close()
  })
})
