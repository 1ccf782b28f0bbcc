import type { PortalTx } from '../store/core/portal-tx.ts'
import { addSetAside } from '../store/portal/set-aside.ts'
import type { EpochMs } from '../time/units.ts'
import type { SetAsideReason } from '../words/admin/set-aside.ts'

/** A record of the account, a property or setting of it, or a fact of ours. */
type SetAsideKind = 'contact' | 'company' | 'deal' | 'task' | 'call' | 'property' | 'setting' | 'fact'

/** One record that could not be dealt with. */
type OneSetAside = {
  readonly kind: SetAsideKind
  readonly recordId: string
  readonly reason: SetAsideReason
  /** HubSpot's own words or an error's; never a person's data. */
  readonly detail?: string | null
}

/**
 * One record costs one record: it is named to the admin with its reason and remedy, and the others go on. Whoever gets
 * the record through later ends it with `endSetAside`.
 */
export async function setAside(tx: PortalTx, rows: readonly OneSetAside[], at: EpochMs): Promise<void> {
  await addSetAside(
    tx,
    rows.map((row) => ({ ...row, detail: row.detail ?? null })),
    at,
  )
}
