import { parseArgs } from 'node:util'
import { openPortal } from '../actions/open-portal.ts'
import { runNights } from '../actions/run-night.ts'
import { localTime, openParts } from '../app.ts'
import { installedPortals } from '../store/portals.ts'
import { optionalInstant, printJson, requireConfig, requirePortal } from './settings.ts'

/** `npm run nightly [-- --at ISO] [--portal ID]`: runs the nights that are due now, prints one summary line per night and portal. */
export async function nightly(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { at: { type: 'string' }, portal: { type: 'string' } } })
  const at = optionalInstant(values.at, 'at')
  const config = requireConfig()
  const parts = await openParts(config, 'nightly')
  try {
    const context = at === null ? parts.context : { ...parts.context, clock: { now: () => at } }
    const portals =
      values.portal === undefined ? await installedPortals(context.store) : [requirePortal(values.portal, 'nightly')]
    for (const portalId of portals) {
      const portal = await openPortal(context, portalId)
      if (portal === null) continue
      const summaries = await runNights(context, portal, localTime(config))
      if (summaries.length === 0) printJson({ portal: portalId, due: 0, note: 'every night up to now has been run' })
      for (const summary of summaries) printJson(summary)
    }
    return 0
  } finally {
    await parts.close()
  }
}
