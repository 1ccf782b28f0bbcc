import { Signature } from '@hubspot/api-client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Kit, startKit } from './kit.ts'
import { startReceiver } from './receiver.ts'

let kit: Kit
let receiver: Awaited<ReturnType<typeof startReceiver>>
const SECRET = 'shh'
const SUBSCRIPTIONS = {
  legacyCrmObjects: [
    { subscriptionType: 'contact.creation' },
    { subscriptionType: 'contact.deletion' },
    { subscriptionType: 'contact.merge' },
    { subscriptionType: 'contact.propertyChange', propertyName: 'phone' },
    { subscriptionType: 'contact.propertyChange', propertyName: 'firstname', active: false },
    { subscriptionType: 'contact.associationChange' },
  ],
  crmObjects: [
    { subscriptionType: 'object.creation', objectType: 'task' },
    { subscriptionType: 'object.restore', objectType: '0-27' },
    { subscriptionType: 'object.propertyChange', objectType: 'task', propertyName: 'hs_task_type' },
  ],
  hubEvents: [{ subscriptionType: 'contact.privacyDeletion' }],
}

beforeEach(async () => {
  kit = await startKit({ now: '2026-06-29T09:00:00+02:00' })
  receiver = await startReceiver()
  const app = { appId: 4242, clientSecret: SECRET, targetUrl: receiver.url, subscriptions: SUBSCRIPTIONS }
  const registered = await kit.call('POST', '/sandbox/apps', app)
  expect(registered.body).toEqual({ appId: 4242, subscriptions: 9, unknown: [] })
  await kit.call('POST', '/sandbox/webhooks/knobs', { flushMs: 5, retryMs: 10, timeoutMs: 300 })
  await kit.token(7001)
})
afterEach(async () => {
  await kit.close()
  await receiver.close()
})

const idle = async (): Promise<void> => {
  expect((await kit.call('POST', '/sandbox/webhooks/wait-idle', { timeoutMs: 10_000 })).body).toMatchObject({
    idle: true,
  })
}
const contact = async (properties: object = {}, portal = 7001): Promise<string> =>
  (await kit.call('POST', `/sandbox/portals/${portal}/contacts`, { properties })).body.id ?? ''
const kinds = (): string[] => receiver.events().map((event) => event.subscriptionType)

it('a delivery carries signatures HubSpot’s own library accepts, over real time', async () => {
  await contact({ phone: '+31612345678' })
  await idle()
  const [delivery] = receiver.deliveries
  const header = (name: string): string => String(delivery?.headers[name])
  const base = { clientSecret: SECRET, requestBody: delivery?.body ?? '', url: receiver.url, method: 'POST' }
  const v1 = { ...base, signature: header('x-hubspot-signature'), signatureVersion: 'v1' }
  expect(header('x-hubspot-signature-version')).toBe('v1')
  expect(Signature.isValid(v1)).toBe(true)
  const timestamp = Number(header('x-hubspot-request-timestamp'))
  expect(Math.abs(Date.now() - timestamp)).toBeLessThan(10_000)
  const v3 = { ...base, signature: header('x-hubspot-signature-v3'), signatureVersion: 'v3', timestamp }
  expect(Signature.isValid(v3)).toBe(true)
  expect(Signature.isValid({ ...v3, requestBody: '[]' })).toBe(false)
})

it('events have HubSpot’s fields: legacy by name, generic by object type', async () => {
  const id = await contact({ phone: '+31612345678', firstname: 'not subscribed' })
  await kit.call('POST', '/sandbox/portals/7001/tasks', { properties: { hs_task_type: 'CALL' } })
  await idle()
  const common = {
    portalId: 7001,
    appId: 4242,
    attemptNumber: 0,
    changeSource: 'CRM_UI',
    occurredAt: expect.any(Number),
  }
  const [creation, phone, task, type] = receiver.events()
  expect(creation).toMatchObject({ ...common, subscriptionType: 'contact.creation', objectId: Number(id) })
  expect(phone).toMatchObject({ ...common, propertyName: 'phone', propertyValue: '+31612345678' })
  expect(phone).not.toHaveProperty('objectTypeId')
  expect(task).toMatchObject({ ...common, subscriptionType: 'object.creation', objectTypeId: '0-27' })
  expect(type).toMatchObject({ objectTypeId: '0-27', propertyName: 'hs_task_type', propertyValue: 'CALL' })
  expect(receiver.events()).toHaveLength(4)
  expect(new Date(Number(creation?.occurredAt)).toISOString().slice(0, 10)).toBe('2026-06-29')
})

it('an association gives one event per direction; merge and erasure their own', async () => {
  const [one, two] = [await contact({ phone: '1' }), await contact()]
  const company = (await kit.call('POST', '/sandbox/portals/7001/companies', {})).body.id
  await kit.call('POST', '/sandbox/portals/7001/associations', {
    from: { type: 'contacts', id: one },
    to: { type: 'companies', id: company },
  })
  await kit.call('POST', '/sandbox/portals/7001/contacts/merge', { primaryId: two, otherId: one, newId: true })
  await idle()
  const linked = receiver
    .events()
    .filter((event) => event.associationRemoved === false)
    .slice(0, 2)
  expect(linked).toMatchObject([
    {
      associationType: 'CONTACT_TO_COMPANY',
      fromObjectId: Number(one),
      toObjectId: Number(company),
      isPrimaryAssociation: true,
    },
    { associationType: 'COMPANY_TO_CONTACT', fromObjectId: Number(company), toObjectId: Number(one) },
  ])
  const merge = receiver.events().find((event) => event.subscriptionType === 'contact.merge')
  expect(merge).toMatchObject({ primaryObjectId: Number(two), mergedObjectIds: [Number(one)], newObjectId: 103 })
  await kit.call('POST', '/sandbox/portals/7001/contacts/103/privacy-delete')
  await idle()
  expect(kinds().slice(-2).sort()).toEqual(['contact.deletion', 'contact.privacyDeletion'])
})

it('only portals with the app installed are heard; the app’s own writes say so, unless turned off', async () => {
  await contact({}, 7002)
  const token = await kit.token(7001)
  const write = (phone: string) => kit.call('POST', '/crm/objects/2026-09/contacts', { properties: { phone } }, token)
  await write('1')
  await kit.call('POST', '/sandbox/webhooks/knobs', { omitSourceId: true })
  await write('2')
  await idle()
  expect(new Set(receiver.events().map((event) => event.portalId))).toEqual(new Set([7001]))
  const phones = receiver.events().filter((event) => event.propertyName === 'phone')
  expect(phones).toMatchObject([{ changeSource: 'INTEGRATION', sourceId: '4242' }, { changeSource: 'INTEGRATION' }])
  expect(phones[1]).not.toHaveProperty('sourceId')
})

it('a refused and an unanswered delivery come again, with their attempt', async () => {
  receiver.setAnswer((delivery) => [503, 0, 204][delivery - 1] ?? 204)
  await contact()
  await idle()
  expect(receiver.deliveries.map((delivery) => delivery.events[0]?.attemptNumber)).toEqual([0, 1, 2])
  expect((await kit.call('GET', '/sandbox/webhooks')).body).toMatchObject({ acknowledged: 1, givenUp: 0, pending: 0 })
})

it('after its last try an event is gone', async () => {
  receiver.setAnswer(() => 500)
  await kit.call('POST', '/sandbox/webhooks/knobs', { tries: 3, retryMs: 1 })
  await contact()
  await idle()
  expect(receiver.deliveries).toHaveLength(3)
  expect((await kit.call('GET', '/sandbox/webhooks')).body).toMatchObject({ acknowledged: 0, givenUp: 1 })
})

it('held back, released in batches of at most 100, doubled, lost, and sent again', async () => {
  await kit.call('POST', '/sandbox/webhooks/hold')
  await kit.call('POST', '/sandbox/portals/7001/bulk-contacts', {
    count: 150,
    template: { firstname: 'x' },
    webhooks: true,
  })
  expect((await kit.call('GET', '/sandbox/webhooks')).body).toMatchObject({ pending: 150 })
  expect((await kit.call('POST', '/sandbox/webhooks/wait-idle', { timeoutMs: 50 })).body).toMatchObject({ idle: false })
  expect(receiver.deliveries).toHaveLength(0)
  await kit.call('POST', '/sandbox/webhooks/release')
  await idle()
  expect(receiver.deliveries.map((delivery) => delivery.events.length).sort()).toEqual([100, 50])
  await kit.call('POST', '/sandbox/webhooks/knobs', { duplicate: 1, drop: 1 })
  await contact()
  await contact()
  await idle()
  expect(receiver.events()).toHaveLength(152)
  await kit.call('POST', '/sandbox/webhooks/knobs', { duplicate: 0 })
  expect((await kit.call('POST', '/sandbox/webhooks/resend-all', {})).body).toEqual({ queued: 152 })
  await idle()
  const again = receiver
    .events()
    .slice(152)
    .map((event) => Number(event.objectId))
  expect(again).toHaveLength(152)
  expect(again).not.toEqual([...again].sort((a, b) => a - b))
})

it('a form sets all answers at one instant and leaves a trace even when nothing changed', async () => {
  const submit = () =>
    kit.call('POST', '/sandbox/portals/7001/forms/submissions', {
      formId: 'f1',
      formName: 'Bel mij',
      page: 'https://x.nl/bel',
      properties: { email: 'jan@example.nl', phone: '+31612345678' },
    })
  expect((await submit()).body).toMatchObject({ new: true, contactId: '101' })
  expect((await submit()).body).toMatchObject({ new: false, contactId: '101' })
  await idle()
  expect(kinds()).toEqual(['contact.creation', 'contact.propertyChange'])
  const read = await kit.call('GET', '/sandbox/portals/7001/contacts/101')
  const history = read.body.propertiesWithHistory as Record<string, Array<Record<string, string>>>
  expect(history.phone).toHaveLength(2)
  const [newest] = history.phone ?? []
  expect(newest).toMatchObject({
    sourceType: 'FORM',
    sourceId: expect.stringMatching(/^f1\//),
    sourceLabel: expect.stringContaining('Bel mij'),
  })
  expect(history.recent_conversion_date?.[0]?.timestamp).toBe(newest?.timestamp)
})
