import type { PortalTx } from '../store/core/portal-tx.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { addSetAside } from '../store/portal/set-aside.ts'
import type { EpochMs } from '../time/units.ts'
import type { SetAsideReason } from '../words/admin/set-aside.ts'
import { retryWait } from './retry-wait.ts'

/** Records of the account: what is set aside of them is looked at again by itself. */
const RECORDS = ['contact', 'company', 'deal', 'task', 'call'] as const

/** A record of the account, an event about one, a property or setting of it, or a fact of ours. */
type SetAsideKind = (typeof RECORDS)[number] | 'event' | 'property' | 'setting' | 'fact'

/** One record that could not be dealt with. */
export type OneSetAside = {
  readonly kind: SetAsideKind
  readonly recordId: string
  readonly reason: SetAsideReason
  /** HubSpot's own words or an error's; never a person's data. */
  readonly detail?: string | null
}

/**
 * One record costs one record: it is named to the admin with its reason and remedy, and the others go on. A record of
 * the account is refreshed again by itself, ever more slowly. Whoever gets it through ends it with `endSetAside`.
 */
export async function setAside(tx: PortalTx, rows: readonly OneSetAside[], at: EpochMs): Promise<void> {
  const kept = await addSetAside(
    tx,
    rows.map((row) => ({ ...row, detail: row.detail ?? null })),
    at,
  )
  await retrySetAside(
    tx,
    kept.filter(({ reason }) => !NOT_RETRIED.includes(reason)),
  )
}

/** What only a person can mend tells of itself by an event, and damping asks for its own look. */
const NOT_RETRIED: readonly string[] = ['date-unreadable', 'undone-again'] satisfies SetAsideReason[]

/** Asks for the next look at records set aside `times` times; of several waits for one record the earliest holds. */
export async function retrySetAside(
  tx: PortalTx,
  rows: readonly { readonly kind: string; readonly recordId: string; readonly times: number }[],
): Promise<void> {
  const now = Date.now()
  const again = rows.filter(({ kind }) => (RECORDS as readonly string[]).includes(kind))
  await requestRefresh(
    tx,
    again.map(({ kind, recordId, times }) => ({
      objectType: kind,
      objectId: recordId,
      dueAt: now + retryWait(times),
      attempt: times,
    })),
    now,
  )
}
