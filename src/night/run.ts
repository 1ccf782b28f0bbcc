import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, OpenPortal } from '../portal/context.ts'
import { withPortalLock } from '../store/core/portal-lock.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { dueWorkOf } from '../store/inbox/work.ts'
import {
  claimNight,
  finishNight,
  finishQuietNights,
  lastNightDate,
  type Night,
  openNights,
  saveNight,
} from '../store/verdicts/nights.ts'
import { soonestChange } from '../store/verdicts/verdict-counts.ts'
import { unwrittenVerdicts } from '../store/verdicts/verdicts.ts'
import type { EpochMs, PortalId } from '../time/units.ts'
import { newestNight, nightStart, nightsDue } from './dates.ts'
import { prune } from './prune.ts'
import { nightStep } from './step.ts'
import { addNight, type NightSummary, nothingYet } from './summary.ts'
import { nothingWaiting } from './waiting-tasks.ts'

/**
 * One name for all processes: the one that holds the portal's night lock is alive and alone. So an
 * unfinished night under this name was left by a process that died, and can be taken over at once.
 */
const OWNER = 'holder of the night lock'
const LEASE_MS = 60_000
/**
 * How long a batch waits so that waiting webhooks go first: a
 * worker that finds the portal busy tries again every 250 ms.
 */
const YIELD_TO_WEBHOOKS_MS = 2_000

export type NightOptions = {
  readonly signal?: AbortSignal
  /** Nights that are due by this instant (epoch milliseconds); the clock's now where not given. */
  readonly upTo?: EpochMs
  /** If another process runs this portal's nights: wait for it, or leave the nights to it (the default). */
  readonly wait?: boolean
}

/**
 * Runs every night this portal has not had, oldest first, and returns a summary of each. The night
 * only publishes what time has changed: every question is judged by date when it is asked, so a missed
 * night never allows a call. A night is a row that each batch moves on; a crash costs one batch, and
 * the next process continues. Throws what HubSpot or the database throws; the nights then stay open.
 * @param nightlyAt `HH:MM` in Europe/Amsterdam
 */
export async function runNights(
  context: Context,
  portal: OpenPortal,
  nightlyAt: string,
  { signal, upTo, wait = false }: NightOptions = {},
): Promise<NightSummary[]> {
  const alone = (lost: AbortSignal) =>
    runAll(context, portal, nightlyAt, upTo ?? context.clock.now(), signal ? AbortSignal.any([signal, lost]) : lost)
  const { store } = context
  const name = 'night'
  if (wait) return withPortalLock(store, portal.portalId, alone, { name })
  const done = await withPortalLock(store, portal.portalId, alone, { name, wait: false })
  return done === 'busy' ? [] : done
}

async function runAll(
  context: Context,
  portal: OpenPortal,
  nightlyAt: string,
  upTo: EpochMs,
  signal: AbortSignal,
): Promise<NightSummary[]> {
  const { store, clock } = context
  await portal.tx(async (tx) => openNights(tx, nightsDue(await lastNightDate(tx), upTo, nightlyAt), clock.now()))
  const newest = nightStart(newestNight(upTo, nightlyAt), nightlyAt)
  const summaries: NightSummary[] = []
  for (;;) {
    signal.throwIfAborted()
    await portal.tx((tx) => passQuietNights(tx, newest, clock.now()))
    const night = await portal.tx((tx) => claimNight(tx, OWNER, LEASE_MS))
    if (night === null) break
    // What changed between the night's hour and now belongs to the
    // newest night: an outage until noon leaves nothing for tomorrow.
    const hour = nightStart(night.localDate, nightlyAt)
    const due = hour === newest ? upTo : hour
    summaries.push(await runNight(context, portal, night, due, signal))
  }
  if (summaries.length > 0) await prune(store, portal.portalId)
  return summaries
}

// After three years of outage there are a thousand nights in which nothing
// changed: one statement finishes them. The newest night always runs.
async function passQuietNights(tx: PortalTx, newest: number, now: EpochMs): Promise<void> {
  if ((await unwrittenVerdicts(tx, 1)).length > 0) return
  await finishQuietNights(tx, Math.min((await soonestChange(tx)) ?? newest, newest), nothingYet, now)
}

async function runNight(
  context: Context,
  portal: OpenPortal,
  { localDate, summary: earlier }: Night,
  due: EpochMs,
  signal: AbortSignal,
): Promise<NightSummary> {
  const { store, clock, log } = context
  const { portalId } = portal
  const waiting = nothingWaiting()
  let yieldMs = YIELD_TO_WEBHOOKS_MS
  let summary: NightSummary = { ...nothingYet, ...earlier, portal: portalId, date: localDate }
  for (;;) {
    signal.throwIfAborted()
    const startedAt = performance.now()
    // Locked step by step, so that an objection made during a long night does not wait until its end.
    const step = await withPortalLock(store, portalId, async () => {
      const before = context.callsTo(portalId)
      const done = await nightStep(context, portal, due, waiting)
      // Counted under the lock: calls to HubSpot that this process makes for webhooks in between are not the night's.
      return done && { done, calls: context.callsTo(portalId) - before }
    })
    signal.throwIfAborted()
    if (step === null) break
    summary = addNight(summary, step.done, step.calls, (performance.now() - startedAt) / 1000)
    const progress = { owner: OWNER, leaseMs: LEASE_MS, summary }
    await portal.tx((tx) => saveNight(tx, localDate, progress))
    yieldMs = await yieldToWebhooks(context, portalId, yieldMs, signal)
  }
  await portal.tx((tx) => finishNight(tx, localDate, { owner: OWNER, summary, at: clock.now() }))
  log.info({ night: summary }, 'night done')
  return summary
}

/**
 * @returns how long to wait the next time: not at all if no
 * other worker is active, as when `npm run nightly` runs alone
 */
async function yieldToWebhooks(
  { store }: Context,
  portalId: PortalId,
  ms: number,
  signal: AbortSignal,
): Promise<number> {
  const end = performance.now() + ms
  // A sweep takes hours and releases the lock between its steps by itself.
  const waiting = async () => (await dueWorkOf(store, portalId, Date.now())).some(({ kind }) => kind !== 'sweep')
  while (await waiting()) {
    if (performance.now() >= end) return 0
    await sleep(50, undefined, { signal })
  }
  return ms
}
