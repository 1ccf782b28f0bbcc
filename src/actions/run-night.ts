import { randomUUID } from 'node:crypto'
import {
  claimNight,
  finishNight,
  finishQuietNights,
  lastNightDate,
  type Night,
  openNights,
  releaseNight,
  saveNight,
} from '../store/nights.ts'
import { withPortalLock } from '../store/portal-lock.ts'
import { type PortalTx, withPortal } from '../store/portal-tx.ts'
import { soonestChange } from '../store/verdict-counts.ts'
import { dueVerdicts, unannounced } from '../store/verdicts.ts'
import { announceContacts } from './announce-contacts.ts'
import type { Context, OpenPortal } from './context.ts'
import { addNight, type NightSummary, nothingYet } from './night-summary.ts'
import { nightStart, nightsDue } from './nights-due.ts'

const CONTACTS_AT_ONCE = 1_000
/** Longer than any batch takes; a worker that died is replaced after this. */
const LEASE_MS = 60_000

/**
 * Runs every night this portal has not had, oldest first. The night only announces what time has changed: every question is judged by date
 * when it is asked, so a missed night never allows a call. A night is a row that each batch moves on; a kill costs one batch and whoever
 * claims the row when its lease is over goes on.
 */
export async function runNights(
  context: Context,
  portal: OpenPortal,
  nightlyAt: string,
  signal?: AbortSignal,
): Promise<NightSummary[]> {
  const { store, clock } = context
  const inPortal = <T>(work: Parameters<typeof withPortal<T>>[2]) => withPortal(store, portal.portalId, work)
  const owner = randomUUID()
  await inPortal(async (tx) => openNights(tx, nightsDue(await lastNightDate(tx), clock.now(), nightlyAt), clock.now()))
  const summaries: NightSummary[] = []
  for (;;) {
    await inPortal((tx) => passQuietNights(tx, clock.now()))
    const night = await inPortal((tx) => claimNight(tx, owner, LEASE_MS))
    if (night === null) return summaries
    try {
      summaries.push(await runNight(context, portal, night, nightlyAt, owner, signal))
    } catch (error) {
      await inPortal((tx) => releaseNight(tx, night.localDate, owner))
      throw error
    }
  }
}

// After three years away there are a thousand nights in which nothing changed: they pass in one statement.
async function passQuietNights(tx: PortalTx, now: number): Promise<void> {
  if ((await unannounced(tx, 1)).length > 0) return
  await finishQuietNights(tx, await soonestChange(tx), nothingYet, now)
}

async function runNight(
  context: Context,
  portal: OpenPortal,
  night: Night,
  nightlyAt: string,
  owner: string,
  signal: AbortSignal | undefined,
): Promise<NightSummary> {
  const { store, clock, log } = context
  const cut = Math.max(nightStart(night.localDate, nightlyAt), 0)
  const startedAt = performance.now()
  const callsBefore = context.callsTo(portal.portalId)
  let summary: NightSummary = {
    ...nothingYet,
    ...(night.summary ?? {}),
    portal: portal.portalId,
    date: night.localDate,
  }
  const before = summary
  for (;;) {
    signal?.throwIfAborted()
    const ids = await withPortal(store, portal.portalId, async (tx) => {
      const left = await unannounced(tx, CONTACTS_AT_ONCE) // stored but not told: what a kill or an outage cut off
      return left.length > 0 ? left : dueVerdicts(tx, { before: cut, limit: CONTACTS_AT_ONCE })
    })
    if (ids.length === 0) break
    // Locked batch by batch, so that an objection made during a long night is not kept waiting until its end.
    const done = await withPortalLock(store, portal.portalId, () =>
      announceContacts(context, portal, ids, { at: Math.max(clock.now(), cut) }),
    )
    summary = addNight(summary, before, done, {
      calls: context.callsTo(portal.portalId) - callsBefore,
      seconds: (performance.now() - startedAt) / 1000,
    })
    await withPortal(store, portal.portalId, (tx) =>
      saveNight(tx, night.localDate, { owner, leaseMs: LEASE_MS, summary }),
    )
  }
  await withPortal(store, portal.portalId, (tx) =>
    finishNight(tx, night.localDate, { owner, summary, at: clock.now() }),
  )
  log.info({ night: summary }, 'night done')
  return summary
}
