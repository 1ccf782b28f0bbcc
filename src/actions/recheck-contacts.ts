import type { RecheckAnswer } from '../../hubspot-project/src/app/shared/answers.ts'
import { survivorOf } from '../store/merges.ts'
import { withPortal } from '../store/portal-tx.ts'
import { loadVerdicts } from '../store/verdicts.ts'
import type { Context, OpenPortal } from './context.ts'
import { lookNow } from './look-now.ts'
import { judgeFromLedger } from './stored-judgement.ts'

/**
 * Looks at these contacts again and says how each now stands. What does not fit in a few seconds a worker goes on with; ids that are nobody's
 * in this portal are not counted.
 */
export async function recheckContacts(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
): Promise<RecheckAnswer> {
  const { store } = context
  const ids = await withPortal(store, portal.portalId, async (tx) => [
    ...new Set((await survivorOf(tx, [...new Set(contactIds)])).values()),
  ])
  const told = await lookNow(context, portal, ids)
  return withPortal(store, portal.portalId, async (tx) => {
    const met = [...(await loadVerdicts(tx, ids)).keys()]
    const judged = await judgeFromLedger(tx, portal.settings, met, context.clock.now())
    const allowed = [...judged.values()].filter(({ verdict }) => verdict.permission === 'allowed').length
    return { checked: met.length, allowed, refused: met.length - allowed, written: told === 'told' }
  })
}
