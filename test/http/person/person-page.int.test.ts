import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forgetContact } from '../../../src/contacts/forget.ts'
import { openPortal } from '../../../src/portal/open-portal.ts'
import { recordConsent } from '../../../src/statements/consent.ts'
import { withPortalLock } from '../../../src/store/core/portal-lock.ts'
import { recordMerge } from '../../../src/store/ledger/merges.ts'
import { markUninstalled } from '../../../src/store/portal/portals.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage
let people = 0

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

type Person = { readonly contactId: string; readonly taskId: string; readonly url: string }

/** A person who consented with a form, with a call task, in the portal. */
async function consenting(portalId = COMMERCIAL): Promise<Person> {
  people += 1
  const mobilephone = `06200${String(people).padStart(5, '0')}`
  const email = `jo${people}@example.nl`
  const properties = { email, firstname: 'Jo', lastname: 'Geheim', mobilephone, belrecht_opt_in: 'true' }
  const { contactId } = await stage.sandbox.submitForm(portalId, { formName: 'Terugbellen', properties })
  const task = { hs_task_type: 'CALL', hs_task_status: 'NOT_STARTED', hs_task_subject: 'Bel Jo' }
  const { id } = await stage.sandbox.create(portalId, 'tasks', {
    properties: task,
    associations: [{ type: 'contacts', id: contactId }],
  })
  await stage.settle()
  return { contactId, taskId: id, url: await urlOf(contactId, portalId) }
}

const contact = async (contactId: string, portalId = COMMERCIAL) =>
  (await stage.sandbox.read(portalId, 'contacts', contactId)).properties
const urlOf = async (contactId: string, portalId = COMMERCIAL) =>
  (await contact(contactId, portalId)).belrecht_preferences_url ?? ''
const press = (url: string, act: string) => fetch(url, { method: 'POST', body: new URLSearchParams({ act }) })
const taskType = async (person: Person) =>
  (await stage.sandbox.read(COMMERCIAL, 'tasks', person.taskId)).properties.hs_task_type

describe("a person's own page", () => {
  let person: Person
  beforeEach(async () => {
    person = await consenting()
  })

  it('stands on the contact, and shows the six answers in the language of the browser', async () => {
    expect(person.url.startsWith(`${stage.appUrl}/p/`)).toBe(true)
    const dutch = await fetch(person.url, { headers: { 'accept-language': 'nl-NL,nl;q=0.9' } })
    const text = await dutch.text()
    expect(dutch.status).toBe(200)
    expect(text).toContain('<html lang="nl">')
    for (const said of [`+3162000000${people}`, 'met een formulier op een website', 'Terugbellen', '29 juni 2026'])
      expect(text).toContain(said)
    for (const said of ['terugbelformulier-2026-1', 'Geldig', 'mag u bellen']) expect(text).toContain(said)
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    const english = await (await fetch(`${person.url}?language=en`, { headers: { 'accept-language': 'nl' } })).text()
    expect(english).toContain('<html lang="en">')
    expect(english).toContain('may call you')
  })

  it('shows a way of consenting that is no word of ours as it was written down, whatever it is called', async () => {
    const portal = await openPortal(stage.context, COMMERCIAL)
    if (portal === null) throw new Error('not installed')
    const given = {
      contactId: person.contactId,
      number: `+316200${String(people).padStart(5, '0')}`,
      givenBy: 'Jo Geheim',
      method: 'constructor',
      source: '__proto__',
      givenAt: '2026-06-28T10:00:00+02:00',
      notice: 'v1',
    }
    const recorded = await recordConsent(stage.context, portal, given, { kind: 'api', id: 'key', request: 'once' })
    expect(recorded.ok).toBe(true)
    const page = await fetch(person.url)
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(text).toContain('<dd>constructor</dd>')
    expect(text).toContain('<dd>__proto__</dd>')
  })

  it('names nobody in its title, lets nobody index, frame, keep or follow it, and loads nothing', async () => {
    const answer = await fetch(person.url)
    const text = await answer.text()
    expect(/<title>(.*)<\/title>/.exec(text)?.[1]).not.toMatch(/Jo|Geheim|\d/)
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    const policy = answer.headers.get('content-security-policy') ?? ''
    for (const rule of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'"])
      expect(policy).toContain(rule)
    expect(text).not.toMatch(/<(?:script|link|img|iframe)| (?:src|href|action)=.https?:|url\(|@import/)
  })

  it('changes nothing however often it is opened', async () => {
    const before = await stage.query(COMMERCIAL, 'select fact_id from ledger')
    for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(person.url, { method })).status).toBe(200)
    expect(await stage.query(COMMERCIAL, 'select fact_id from ledger')).toEqual(before)
    expect(await taskType(person)).toBe('CALL')
  })

  it('withdraws in one step: at once in HubSpot, the call task held, the box blank for a later yes', async () => {
    const answer = await press(`${person.url}?language=nl`, 'withdraw')
    const text = await answer.text()
    expect([answer.status, text.includes('Uw toestemming is ingetrokken.')]).toEqual([200, true])
    expect(text).not.toContain('value="withdraw"')
    expect(await contact(person.contactId)).toMatchObject({
      belrecht_permission: 'denied',
      belrecht_consent_status: 'withdrawn',
      belrecht_opt_in: null,
      belrecht_preferences_url: person.url,
    })
    expect(await taskType(person)).toBe('TODO')
  })

  it('objects in one step, on every number and for everybody who shares one, and once however often', async () => {
    const { mobilephone } = await contact(person.contactId)
    const double = await stage.sandbox.create(COMMERCIAL, 'contacts', {
      properties: { email: `double${people}@example.nl`, mobilephone, belrecht_legal_form: 'bv' },
    })
    await stage.settle()
    expect(await contact(double.id)).toMatchObject({ belrecht_permission: 'allowed' })
    const answer = await press(`${person.url}?language=en`, 'object')
    expect(await answer.text()).toContain('you will not be called with offers')
    for (const id of [person.contactId, double.id])
      expect(await contact(id)).toMatchObject({ belrecht_permission: 'denied' })
    expect(await contact(person.contactId)).toMatchObject({ belrecht_do_not_call: 'true' })
    expect(await taskType(person)).toBe('TODO')
    expect((await press(person.url, 'object')).status).toBe(200)
    await stage.settle()
    const objections = await stage.query(
      COMMERCIAL,
      `select from ledger where type = 'objection' and contact_id = $1 and origin = 'page'`,
      [person.contactId],
    )
    expect(objections).toHaveLength(1)
  })

  it('takes an objection from a person whose record was deleted: the number stays blocked for the next import', async () => {
    const { mobilephone } = await contact(person.contactId)
    await stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/contacts/${person.contactId}`)
    await stage.settle()
    expect((await press(person.url, 'object')).status).toBe(200)
    const properties = { email: `again${people}@example.nl`, mobilephone, belrecht_legal_form: 'bv' }
    const { id } = await stage.sandbox.create(COMMERCIAL, 'contacts', { properties })
    await stage.settle()
    expect(await contact(id)).toMatchObject({ belrecht_permission: 'denied' })
  })

  it('does nothing for a button it does not have', async () => {
    expect((await press(person.url, 'everything')).status).toBe(422)
    expect((await fetch(person.url, { method: 'POST' })).status).toBe(422)
    expect(await contact(person.contactId)).toMatchObject({ belrecht_permission: 'allowed' })
  })

  it('still takes an objection while HubSpot is away, and writes to HubSpot afterwards', async () => {
    const faults = '/sandbox/faults'
    await stage.sandbox.call('POST', faults, { path: '/crm/*', kind: 'status', status: 503, count: 200 })
    const answer = await press(`${person.url}?language=en`, 'object')
    expect([answer.status, (await answer.text()).includes('it may take a few minutes')]).toEqual([200, true])
    await stage.sandbox.call('DELETE', faults)
    // What was begun goes on under the portal's lock.
    await withPortalLock(stage.context.store, COMMERCIAL, async () => undefined)
    await stage.settle()
    expect(await contact(person.contactId)).toMatchObject({ belrecht_permission: 'denied' })
  })
})

describe('a link', () => {
  it('opens one contact of one portal, whatever is changed in it', async () => {
    const [here, there] = [await consenting(), await consenting(CHARITY)]
    const token = here.url.split('/p/')[1] ?? ''
    const [portal, id, code = ''] = token.split('.')
    const forged = [
      `${CHARITY}.${id}.${code}`,
      `${portal}.${Number(id) + 1}.${code}`,
      `${portal}.${id}.${code.slice(1)}A`,
      `${portal}.${id}.`,
      `999.${id}.${code}`,
      'x'.repeat(5_000),
      '%00',
    ]
    const said = new Set<string>()
    for (const one of forged) {
      const answer = await fetch(`${stage.appUrl}/p/${one}`, { headers: { 'accept-language': 'nl' } })
      expect(answer.status).toBe(404)
      said.add(await answer.text())
      expect((await press(`${stage.appUrl}/p/${one}`, 'object')).status).toBe(404)
    }
    expect(said.size).toBe(1)
    expect(there.url).not.toBe(here.url)
    expect((await contact(there.contactId, CHARITY)).belrecht_permission).toBe('allowed')
  })

  it('is given to nobody who has neither consented nor objected', async () => {
    const { id } = await stage.sandbox.create(COMMERCIAL, 'contacts', {
      properties: { email: 'nobody@example.nl', mobilephone: '0611111111' },
    })
    await stage.settle()
    expect(await urlOf(id)).toBe('')
  })

  it('is written once: a refresh changes nothing', async () => {
    const person = await consenting()
    const calls = () => stage.context.callsTo(COMMERCIAL)
    const updated = async () => (await contact(person.contactId)).belrecht_decided_at
    const [before, first] = [await updated(), calls()]
    await stage.sandbox.change(COMMERCIAL, 'contacts', person.contactId, {
      properties: { mobilephone: `06200${String(people).padStart(5, '0')} ` },
    })
    await stage.settle()
    expect(await updated()).toBe(before)
    expect(calls() - first).toBeLessThan(15)
  })

  it('is replaced by a merge', async () => {
    const [kept, gone] = [await consenting(), await consenting()]
    await stage.inPortal(COMMERCIAL, (tx) => recordMerge(tx, [gone.contactId], kept.contactId))
    for (const { url } of [kept, gone]) expect((await fetch(url)).status).toBe(404)
    await stage.sandbox.change(COMMERCIAL, 'contacts', kept.contactId, {
      properties: { belrecht_legal_form: 'consumer' },
    })
    await stage.settle()
    const renewed = await urlOf(kept.contactId)
    expect(renewed).not.toBe(kept.url)
    expect((await fetch(renewed)).status).toBe(200)
  })

  it('is dead once the person was forgotten; while the account refuses us it still takes a no', async () => {
    const [forgotten, other] = [await consenting(), await consenting(CHARITY)]
    await forgetContact(stage.context, COMMERCIAL, forgotten.contactId)
    expect((await fetch(forgotten.url)).status).toBe(404)
    await markUninstalled(stage.context.store, CHARITY, stage.context.clock.now())
    expect((await fetch(other.url)).status).toBe(200)
    expect((await press(other.url, 'object')).status).toBe(200)
    const facts = await stage.query(CHARITY, `select 1 from ledger where contact_id = $1 and type = 'objection'`, [
      other.contactId,
    ])
    expect(facts).toHaveLength(1)
  })
})
