import { parseArgs } from 'node:util'
import { openParts } from '../app.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { reopenEvents } from '../store/inbox/inbox.ts'
import { optionalInstant, printJson, requireConfig, requirePortal } from './settings.ts'

/**
 * `npm run replay -- --portal ID [--since ISO]`: everything HubSpot
 * sent is carried out once more by the workers, parked events too.
 */
export async function replay(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { portal: { type: 'string' }, since: { type: 'string' } } })
  const portalId = requirePortal(values.portal, 'replay')
  const since = optionalInstant(values.since, 'since')
  const parts = await openParts(requireConfig(), 'replay')
  try {
    printJson({
      portal: portalId,
      reopened: await withPortal(parts.context.store, portalId, (tx) => reopenEvents(tx, since)),
    })
    return 0
  } finally {
    await parts.close()
  }
}
