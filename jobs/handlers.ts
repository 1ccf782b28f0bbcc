import type { EventEffect } from '../src/events/event-effect.ts'
import { workForPortal } from '../src/events/portal-work.ts'
import { runNights } from '../src/night/run.ts'
import { nightWatch } from '../src/night/watch.ts'
import type { Context } from '../src/portal/context.ts'
import { openPortal } from '../src/portal/open-portal.ts'
import { markIfUninstalled } from '../src/portal/uninstalled.ts'
import type { Handlers, Queue } from '../src/queue/queue.ts'
import { type Splitter, splitDeliveries } from '../src/store/inbox/split-deliveries.ts'
import { askWork, portalsWithWork } from '../src/store/inbox/work.ts'
import { installedPortals } from '../src/store/portal/portals.ts'
import { drain } from './drain.ts'
import { night } from './night.ts'
import { nights } from './nights.ts'
import { poll } from './poll.ts'
import { portalWork } from './portal-work.ts'
import { reconcile } from './reconcile.ts'

export const jobs = [drain, portalWork, poll, nights, night, reconcile] as const
export type Job = (typeof jobs)[number]

export type JobDeps = {
  readonly context: Context
  readonly queue: Queue<Job>
  readonly splitDelivery: Splitter
  readonly eventEffect: (body: unknown) => EventEffect
  /** `HH:MM` in Europe/Amsterdam. */
  readonly nightlyAt: string
}

const DELIVERIES_AT_ONCE = 200
/** Before a busy portal is tried again. */
const BUSY_MS = 250

/** What each ring does. */
export function jobHandlers({ context, queue, splitDelivery, eventEffect, nightlyAt }: JobDeps): Handlers<Job> {
  const { store } = context
  const nightIsDue = nightWatch(context, nightlyAt)
  const wakePortal = (portalId: number) => queue.enqueue('portal-work', { portalId }, { key: String(portalId) })
  const wakeNight = (portalId: number) => queue.enqueue('night', { portalId }, { key: String(portalId) })

  async function splitAll(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted()
      const portals = await splitDeliveries(store, DELIVERIES_AT_ONCE, splitDelivery)
      if (portals.size === 0) return
      for (const portalId of portals) await wakePortal(portalId)
    }
  }

  async function wakeNights(): Promise<void> {
    for (const portalId of await installedPortals(store)) {
      if (await nightIsDue(portalId)) await wakeNight(portalId)
    }
  }

  return {
    drain: (_ids, signal) => splitAll(signal),
    'portal-work': async ({ portalId }, signal) => {
      const outcome = await workForPortal(context, portalId, eventEffect, signal)
      // A sweep gives the lock up between its steps. Who holds the lock may have read the inbox before our events came.
      if (outcome === 'more') await wakePortal(portalId)
      if (outcome === 'busy')
        await queue.enqueue('portal-work', { portalId }, { key: String(portalId), delayMs: BUSY_MS })
    },
    poll: async (_ids, signal) => {
      await splitAll(signal)
      for (const portalId of await portalsWithWork(store, Date.now())) await wakePortal(portalId)
      await wakeNights()
    },
    nights: wakeNights,
    reconcile: async () => {
      for (const portalId of await installedPortals(store)) await askWork(store.pool, portalId, 'sweep', Date.now())
    },
    night: async ({ portalId }, signal) => {
      const portal = await openPortal(context, portalId)
      if (portal !== null)
        await markIfUninstalled(context, portalId, () => runNights(context, portal, nightlyAt, { signal }))
    },
  }
}
