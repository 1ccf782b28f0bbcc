import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { failureName } from '../portal/isolate-failures.ts'
import { retrySetAside, setAside } from '../portal/set-aside.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import type { EpochMs } from '../time/units.ts'
import type { SetAsideReason } from '../words/admin/set-aside.ts'

/** One contact that the work of many goes on without: named, logged, and tried again. */
export async function leaveBehind(
  { clock, log }: Context,
  portal: OpenPortal,
  contactId: string,
  reason: SetAsideReason,
  error: unknown,
): Promise<void> {
  log.error({ err: error, portalId: portal.portalId, contactId, reason }, 'a contact is set aside')
  const row = { kind: 'contact' as const, recordId: contactId, reason, detail: failureName(error) }
  await portal.tx((tx) => setAside(tx, [row], clock.now()))
}

/** Names those who could not be judged; those who could are named no more. */
export async function nameUnjudged(tx: PortalTx, judged: readonly JudgedContact[], at: EpochMs): Promise<void> {
  const rows = judged.flatMap(({ contactId, unjudged }) =>
    unjudged ? [{ kind: 'contact' as const, recordId: contactId, ...unjudged }] : [],
  )
  const judgeable = judged.filter(({ unjudged }) => unjudged?.reason !== 'not-judged')
  await endSetAside(
    tx,
    'contact',
    judgeable.map(({ contactId }) => contactId),
    ['not-judged'],
  )
  await setAside(
    tx,
    rows.filter(({ times }) => times === null),
    at,
  )
  // Named when its record was looked at; asked again here, since whoever publishes finishes what was asked before.
  await retrySetAside(
    tx,
    rows.flatMap(({ kind, recordId, times }) => (times === null ? [] : [{ kind, recordId, times }])),
  )
}
