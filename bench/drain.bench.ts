import { workForPortal } from '../src/events/portal-work.ts'
import { storeDelivery } from '../src/store/inbox/deliveries.ts'
import { splitDeliveries } from '../src/store/inbox/split-deliveries.ts'
import { splitDelivery } from '../webhooks/delivery.ts'
import { eventEffect } from '../webhooks/effects.ts'
import { signedDelivery } from './signed.ts'
import { openBenchStage, PORTAL } from './stage.ts'

const DELIVERIES = 200
const EVENTS = 100
const CONTACTS = 1_000

/**
 * Events per second from stored deliveries to HubSpot's records: many
 * events about each of a thousand contacts, rate limit in force.
 */
export async function run(print: (figure: Record<string, unknown>) => void): Promise<void> {
  const stage = await openBenchStage()
  try {
    const { context } = stage.parts
    const { store } = context
    const work = () => workForPortal(context, PORTAL, (body) => eventEffect(body, context.appId))
    while ((await work()) === 'more');
    const template = { email: 'c{n}@example.nl', firstname: 'C{n}', mobilephone: '+316{n8}' }
    await stage.sandbox.call('POST', `/sandbox/portals/${PORTAL}/bulk-contacts`, {
      count: CONTACTS,
      template,
      from: 10_000_000,
    })
    for (let n = 0; n < DELIVERIES; n += 1) {
      await storeDelivery(store, { body: signedDelivery(stage.appUrl, EVENTS, n).body, receivedAt: Date.now() })
    }
    await stage.sandbox.call('DELETE', `/sandbox/portals/${PORTAL}/calls-log`)
    await store.pool.query('delete from rate_log')
    const began = performance.now()
    while ((await splitDeliveries(store, DELIVERIES, splitDelivery)).taken > 0);
    const split = performance.now()
    while ((await work()) === 'more');
    const end = performance.now()
    const calls = await stage.sandbox.call<{ total: number }>('GET', `/sandbox/portals/${PORTAL}/calls-log`)
    const events = DELIVERIES * EVENTS
    print({
      bench: 'drain',
      events,
      contacts: CONTACTS,
      splitEventsPerSecond: Math.round((events / (split - began)) * 1_000),
      eventsPerSecond: Math.round((events / (end - began)) * 1_000),
      hubspotCalls: calls.total,
      seconds: Math.round(end - began) / 1_000,
    })
  } finally {
    await stage.close()
  }
}
