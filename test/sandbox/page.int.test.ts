import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Kit, startKit } from './kit.ts'

let kit: Kit
let nights = 0
beforeAll(async () => {
  const runNight = async (): Promise<string> => {
    nights += 1
    return '{"portal":7001,"due":12,"tasksHeld":2}\n{"portal":7002,"due":99}'
  }
  kit = await startKit({ now: '2026-06-29T09:00:00+02:00', hooks: { runNight } })
  const token = await kit.token(7001)
  await kit.call('POST', '/crm/properties/2026-09/contacts/groups', { name: 'belrecht', label: 'Belrecht' }, token)
  for (const name of [
    'belrecht_permission',
    'belrecht_reason',
    'belrecht_opt_in',
    'belrecht_do_not_call',
    'belrecht_consent_method',
  ]) {
    const definition = { name, label: name, groupName: 'belrecht', type: 'string', fieldType: 'text' }
    await kit.call('POST', '/crm/properties/2026-09/contacts', definition, token)
  }
})
afterAll(() => kit.close())

const show = async (path: string, language = 'nl'): Promise<string> => {
  const response = await fetch(kit.sandbox.url + path, { headers: { 'accept-language': language } })
  expect(response.status).toBe(200)
  return response.text()
}
const press = async (path: string, form: Record<string, string>): Promise<URL> => {
  const response = await fetch(kit.sandbox.url + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location') ?? '', kit.sandbox.url)
}
const read = async (type: string, id: string): Promise<Record<string, string>> =>
  (await kit.call('GET', `/sandbox/portals/7001/${type}/${id}`)).body.properties as Record<string, string>

it('lists the portals and says what it is, from this host only', async () => {
  const response = await fetch(`${kit.sandbox.url}/`)
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  const text = await response.text()
  expect(text).toContain('href="/portal/7002?lang=nl"')
  expect(text).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  for (const asset of ['portal.css', 'portal.js'])
    expect((await fetch(`${kit.sandbox.url}/assets/${asset}`)).status).toBe(200)
})

it('shows a permission in words in the reader’s language, and never markup from a record', async () => {
  await kit.call('POST', '/sandbox/portals/7001/contacts', {
    properties: { firstname: '<img src=x>', belrecht_permission: 'needs_evidence', belrecht_consent_method: 'paper' },
  })
  expect(await show('/portal/7001')).toContain('Bewijs ontbreekt')
  expect(await show('/portal/7001')).toContain('Op papier')
  const english = await show('/portal/7001', 'en-GB')
  expect(english).toContain('Evidence is missing')
  expect(english).toContain('&lt;img src=x&gt;')
  expect(english).not.toContain('<img')
  expect(await show('/portal/7001?lang=en')).toContain('<html lang="en">')
})

it('every button does in the CRM what a person would have done', async () => {
  await press('/portal/7001/contact', { firstname: 'Nina', email: 'nina@example.nl', mobilephone: '+31612345678' })
  const found = /contact-(\d+)-name">Nina/.exec(await show('/portal/7001'))
  const contact = found?.[1] ?? ''
  await press('/portal/7001/opt-in', { contact })
  await press('/portal/7001/do-not-call', { contact })
  expect(await read('contacts', contact)).toMatchObject({ belrecht_opt_in: 'true', belrecht_do_not_call: 'true' })
  await press('/portal/7001/win-deal', { contact })
  expect(await read('deals', '101')).toMatchObject({ dealstage: 'closedwon', hs_is_closed_won: 'true' })
  await press('/portal/7001/call-task', { contact, lang: 'en' })
  expect(await read('tasks', '101')).toMatchObject({ hs_task_type: 'CALL', hs_task_subject: 'Call about solar panels' })
  expect(await show('/portal/7001')).toContain('Kan gebeld worden')
  await kit.call('PATCH', '/sandbox/portals/7001/tasks/101', {
    properties: { hs_task_subject: '⛔ Niet bellen – x', hs_task_type: 'TODO' },
  })
  expect(await show('/portal/7001')).toContain('Aangehouden')
})

it('says what went wrong, and keeps the language', async () => {
  const first = await press('/portal/7001/contact', { email: 'twice@example.nl', lang: 'en' })
  expect(first.searchParams.get('error')).toBeNull()
  const second = await press('/portal/7001/contact', { email: 'twice@example.nl', lang: 'en' })
  const text = await show(second.pathname + second.search)
  expect(text).toMatch(/role="alert".*That did not work.*already exists/)
})

it('moves the clock by a day, a month, or to a day in Amsterdam', async () => {
  const now = async (): Promise<unknown> => (await kit.call('GET', '/sandbox/clock')).body.now
  await press('/portal/7001/clock', { move: 'day' })
  expect(await now()).toMatch(/^2026-06-30T07:00/)
  await press('/portal/7001/clock', { move: 'month' })
  expect(await now()).toMatch(/^2026-07-30T07:00/)
  await press('/portal/7001/clock', { move: 'date', date: '2026-12-01' })
  expect(await now()).toMatch(/^2026-12-01T08:00/)
  await press('/portal/7001/clock', { move: 'date', date: 'nonsense' })
  expect(await now()).toMatch(/^2026-12-01T08:00/)
})

it('runs the night and shows this portal’s figures; without the app it says why not', async () => {
  const revision = async (): Promise<unknown> => (await kit.call('GET', '/portal/7001/revision')).body.revision
  const before = await revision()
  await press('/portal/7001/night', {})
  expect(nights).toBe(1)
  expect(await revision()).not.toBe(before)
  const text = await show('/portal/7001')
  expect(text).toContain('<dd>12</dd>')
  expect(text).not.toContain('<dd>99</dd>')
  const alone = await startKit()
  const page = await (await fetch(`${alone.sandbox.url}/portal/7001`)).text()
  expect(page).toMatch(/<button class="strong" disabled/)
  expect(page).toContain('zonder de app gestart')
  await alone.close()
})
