import { parseArgs } from 'node:util'
import { localTime, openParts, type Parts } from '../app.ts'
import type { Config } from '../config.ts'
import { isLoopback } from '../config-values.ts'
import { runNights } from '../night/run.ts'
import { openPortal } from '../portal/open-portal.ts'
import { markIfUninstalled } from '../portal/uninstalled.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { installedPortals } from '../store/portal/portals.ts'
import { lastNight } from '../store/verdicts/nights.ts'
import type { PortalId } from '../time/units.ts'
import { optionalInstant, printJson, requireConfig, requirePortal } from './settings.ts'
import { UsageError } from './usage.ts'

/**
 * `npm run nightly [-- --at ISO] [--portal ID]`: runs the nights that are due now and have not been run, beside running
 * workers too, and prints one summary line per night and portal. `--at` takes the nights up to that instant. Contacts
 * are never judged at a time that has passed: HubSpot shows what is true now. A future instant is accepted only where
 * HubSpot is a sandbox on this machine; a real account would show today what is true another day. One portal's failure
 * is printed and does not stop the others; exit status 1.
 */
export async function nightly(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { at: { type: 'string' }, portal: { type: 'string' } } })
  const at = optionalInstant(values.at, 'at')
  const wanted = values.portal === undefined ? null : requirePortal(values.portal, 'nightly')
  const config = requireConfig()
  const parts = await openParts(config, 'nightly')
  try {
    const run = runAt(parts, config, at)
    let failed = 0
    for (const portalId of wanted === null ? await installedPortals(parts.context.store) : [wanted]) {
      const ok = await nightsOf(run, portalId, localTime(config))
      if (!ok) failed += 1
    }
    return failed > 0 ? 1 : 0
  } finally {
    await parts.close()
  }
}

type Run = Pick<Parts, 'context'> & { readonly upTo: number }

function runAt({ context }: Parts, config: Config, at: number | null): Run {
  const now = context.clock.now()
  if (at === null || at <= now) return { context, upTo: at ?? now }
  if (!isLoopback(config.hubspot.apiBaseUrl)) {
    throw new UsageError(
      `--at ${new Date(at).toISOString()} is still to come, and the contacts of real accounts would be told today what is true then. Give an instant that has passed, or none.`,
    )
  }
  return { context: { ...context, clock: { now: () => at } }, upTo: at }
}

async function nightsOf({ context, upTo }: Run, portalId: PortalId, nightlyAt: string): Promise<boolean> {
  try {
    const portal = await openPortal(context, portalId)
    if (portal === null) throw new UsageError(`The app is not installed in account ${portalId}.`)
    const done = await markIfUninstalled(context, portalId, () =>
      runNights(context, portal, nightlyAt, { upTo, wait: true }),
    )
    if (done === 'gone') throw new UsageError(`The app is no longer installed in account ${portalId}.`)
    for (const summary of done) printJson(summary)
    if (done.length === 0) printJson(await earlier(context, portalId))
    return true
  } catch (error) {
    printJson({ portal: portalId, error: error instanceof Error ? error.message : String(error) })
    return false
  }
}

/** Another process was faster, or the night of this date was run before: its summary, marked as such. */
async function earlier({ store }: Parts['context'], portalId: PortalId): Promise<object> {
  const night = await withPortal(store, portalId, lastNight)
  return { portal: portalId, due: 0, ...night?.summary, note: 'every night up to then had been run before' }
}
