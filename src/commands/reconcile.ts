import { parseArgs } from 'node:util'
import { openParts } from '../app.ts'
import { sweepToTheEnd } from '../events/sweep.ts'
import { openPortal } from '../portal/open-portal.ts'
import { provisionPortal } from '../portal/provision.ts'
import { printJson, requireConfig, requirePortal } from './settings.ts'
import { UsageError } from './usage.ts'

/**
 * `npm run reconcile -- --portal ID`: refreshes every contact
 * and open call task of a portal, for events that never came.
 */
export async function reconcile(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { portal: { type: 'string' } } })
  const portalId = requirePortal(values.portal, 'reconcile')
  const parts = await openParts(requireConfig(), 'reconcile')
  try {
    const before = await openPortal(parts.context, portalId)
    if (before === null) throw new UsageError(`The app is not installed in account ${portalId}.`)
    await provisionPortal(parts.context, portalId, before.settings.language)
    const portal = (await openPortal(parts.context, portalId)) ?? before
    const swept = await sweepToTheEnd(parts.context, portal, (progress) =>
      process.stderr.write(`\r${progress.contacts} contacts, ${progress.tasks} call tasks`),
    )
    process.stderr.write('\n')
    printJson({ portal: portalId, ...swept })
    return 0
  } finally {
    await parts.close()
  }
}
