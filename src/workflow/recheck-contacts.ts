import type { RecheckAnswer } from '../answers/answers.ts'
import { refreshNow } from '../contacts/refresh-now.ts'
import { judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { survivorOf } from '../store/ledger/merges.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'

/**
 * Refreshes these contacts and says how each now stands. A worker finishes what does not
 * fit in a few seconds; ids that belong to no contact of this portal are not counted.
 */
export async function recheckContacts(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
): Promise<RecheckAnswer> {
  const ids = await portal.tx(async (tx) => [...new Set((await survivorOf(tx, [...new Set(contactIds)])).values())])
  const published = await refreshNow(context, portal, ids)
  return portal.tx(async (tx) => {
    const evaluated = [...(await loadVerdicts(tx, ids)).keys()]
    const judged = await judgeFromLedger(tx, portal.settings, evaluated, context.clock.now())
    const allowed = [...judged.values()].filter(({ verdict }) => verdict.permission === 'allowed').length
    return { checked: evaluated.length, allowed, refused: evaluated.length - allowed, written: published === 'now' }
  })
}
