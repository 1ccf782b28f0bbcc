import { forgetContact } from '../contacts/forget.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { failureName, isolateFailures } from '../portal/isolate-failures.ts'
import { retryWait } from '../portal/retry-wait.ts'
import { type OneSetAside, setAside } from '../portal/set-aside.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { finishEvents, type InboxEvent, noteFailure, parkEvents, pendingEvents } from '../store/inbox/inbox.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { askWork } from '../store/inbox/work.ts'
import { recordMerge } from '../store/ledger/merges.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import type { EventEffect, RecordRef } from './event-effect.ts'
import { refreshRecords } from './refresh-records.ts'

/**
 * Events about one contact in one batch are one refresh, so larger batches
 * save calls: at 2,000 a burst cost seven times the HubSpot calls.
 */
const EVENTS_AT_ONCE = 10_000
/** An event that fails alone this often is parked, and tried again ever more slowly. */
const TRIES = 5
/** The work of trying parked events again. */
export const FAILED_EVENTS = 'failed-events'

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
  const blamed = async (event: InboxEvent, effect: EventEffect | null, error: unknown) => {
    await blame(context, portal, event, effect, error)
    failed.set(event.seq, error)
  }
  for (;;) {
    signal?.throwIfAborted()
    const pending = await portal.tx((tx) => pendingEvents(tx, EVENTS_AT_ONCE + failed.size))
    const events = pending.filter(({ seq }) => !failed.has(seq))
    if (events.length === 0) break
    const reads: Read[] = []
    for (const event of events) {
      try {
        reads.push({ event, effect: eventEffect(event.body) })
      } catch (error) {
        await blamed(event, null, error)
      }
    }
    await isolateFailures(
      reads,
      async (some) => {
        await carryOut(context, portal, some)
        await portal.tx((tx) => finish(tx, some))
      },
      ({ event, effect }, error) => blamed(event, effect, error),
    )
  }
  // The queue waits longer before each further attempt; what failed is tried again then, not in a tight loop now.
  if (failed.size > 0)
    throw new Error(`${failed.size} events could not be carried out`, { cause: [...failed.values()][0] })
}

async function finish(tx: PortalTx, events: readonly Read[]): Promise<void> {
  await finishEvents(tx, seqsOf(events))
  const records = Map.groupBy(
    events.flatMap(({ event, effect }) => about(event, effect)),
    ({ kind }) => kind,
  )
  for (const [kind, some] of records) {
    const ids = [...new Set(some.map(({ recordId }) => recordId))]
    const through = await endSetAside(tx, kind, ids, ['event-failed'])
    // Judged under the shadow of the event until now.
    if (kind === 'contact')
      await requestRefresh(
        tx,
        through.map((objectId) => ({ objectType: kind, objectId, dueAt: Date.now(), attempt: 0 })),
      )
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

async function blame(
  { clock, log }: Context,
  portal: OpenPortal,
  event: InboxEvent,
  effect: EventEffect | null,
  error: unknown,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error)
  const tries = event.tries + 1
  const parked = tries >= TRIES
  log.error(
    { portalId: portal.portalId, seq: event.seq, type: event.type, err: error, parked },
    'an event could not be carried out',
  )
  await portal.tx(async (tx) => {
    await noteFailure(tx, [event.seq], reason)
    if (!parked) return
    await parkEvents(tx, [event.seq], 'failed')
    // Not for ever: a passing trouble is never final.
    await askWork(tx, portal.portalId, FAILED_EVENTS, Date.now() + retryWait(tries - TRIES + 1))
    const rows = about(event, effect).map((record) => ({
      ...record,
      reason: 'event-failed' as const,
      detail: `${event.type}: ${failureName(error)}`,
    }))
    await setAside(tx, rows, clock.now())
  })
}

/** The records an event is about; the event itself where it does not say. */
function about({ seq }: InboxEvent, effect: EventEffect | null): Pick<OneSetAside, 'kind' | 'recordId'>[] {
  switch (effect?.kind) {
    case 'refresh':
      return effect.records.map(({ kind, id }) => ({ kind, recordId: id }))
    case 'merge':
      return [{ kind: 'contact', recordId: effect.into }]
    case 'forget':
      return [{ kind: 'contact', recordId: effect.contactId }]
    default:
      return [{ kind: 'event', recordId: String(seq) }]
  }
}

function seqsOf(events: readonly Read[]): number[] {
  return events.filter(({ effect }) => effect.kind !== 'unknown').map(({ event }) => event.seq)
}
