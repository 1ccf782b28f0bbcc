import { forgetContact } from '../contacts/forget.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { isTransient } from '../portal/transient-errors.ts'
import { finishEvents, type InboxEvent, noteFailure, parkEvents, pendingEvents } from '../store/inbox/inbox.ts'
import { recordMerge } from '../store/ledger/merges.ts'
import type { EventEffect, RecordRef } from './event-effect.ts'
import { refreshRecords } from './refresh-records.ts'

/**
 * Events about one contact in one batch are one refresh, so larger batches
 * save calls: at 2,000 a burst cost seven times the HubSpot calls.
 */
const EVENTS_AT_ONCE = 10_000
/** An event that fails alone this often is parked, so that it never blocks those behind it. */
const TRIES = 5

type Read = { readonly event: InboxEvent; readonly effect: EventEffect }

/**
 * Takes all pending events of a portal and combines them: a thousand events about one contact are
 * one refresh. Events are finished only after their effect stands in HubSpot; if the process dies
 * in between, they are read again and lead to the same result. Runs under the portal's lock.
 */
export async function drainInbox(
  context: Context,
  portal: OpenPortal,
  eventEffect: (body: unknown) => EventEffect,
  signal?: AbortSignal,
): Promise<void> {
  const failed = new Map<number, unknown>()
  for (;;) {
    signal?.throwIfAborted()
    const pending = await portal.tx((tx) => pendingEvents(tx, EVENTS_AT_ONCE))
    const events = pending.filter(({ seq }) => !failed.has(seq))
    if (events.length === 0) break
    await settle(
      context,
      portal,
      events.map((event) => ({ event, effect: eventEffect(event.body) })),
      failed,
    )
  }
  // The queue waits longer before each further attempt; what failed is tried again then, not in a tight loop now.
  if (failed.size > 0)
    throw new Error(`${failed.size} events could not be carried out`, { cause: [...failed.values()][0] })
}

/** Carries events out together; if that fails, the batch is halved until the failing event is found. */
async function settle(
  context: Context,
  portal: OpenPortal,
  events: readonly Read[],
  failed: Map<number, unknown>,
): Promise<void> {
  try {
    await carryOut(context, portal, events)
    await portal.tx((tx) => finishEvents(tx, seqsOf(events)))
  } catch (error) {
    // A transient error (HubSpot is down) is no event's fault: all events stay pending.
    if (isTransient(error)) throw error
    const [first] = events
    if (first !== undefined && events.length === 1) {
      await blame(context, portal, first, error)
      failed.set(first.event.seq, error)
      return
    }
    const middle = Math.ceil(events.length / 2)
    await settle(context, portal, events.slice(0, middle), failed)
    await settle(context, portal, events.slice(middle), failed)
  }
}

async function carryOut(context: Context, portal: OpenPortal, events: readonly Read[]): Promise<void> {
  const refreshes: RecordRef[] = []
  for (const { event, effect } of events) {
    switch (effect.kind) {
      case 'refresh':
        refreshes.push(...effect.records)
        break
      case 'merge':
        await portal.tx((tx) => recordMerge(tx, [...effect.from], effect.into))
        refreshes.push({ kind: 'contact', id: effect.into })
        break
      case 'forget':
        await forgetContact(context, portal.portalId, effect.contactId)
        break
      case 'unknown':
        await portal.tx((tx) => parkEvents(tx, [event.seq], effect.reason))
        break
      case 'echo':
        break
      default:
        effect satisfies never
    }
  }
  await refreshRecords(context, portal, refreshes)
}

async function blame({ log }: Context, portal: OpenPortal, { event }: Read, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  const final = event.tries + 1 >= TRIES
  log.error(
    { portalId: portal.portalId, seq: event.seq, type: event.type, err: error, parked: final },
    'an event could not be carried out',
  )
  await portal.tx(async (tx) => {
    await noteFailure(tx, [event.seq], reason)
    if (final) await parkEvents(tx, [event.seq], 'failed')
  })
}

function seqsOf(events: readonly Read[]): number[] {
  return events.filter(({ effect }) => effect.kind !== 'unknown').map(({ event }) => event.seq)
}
