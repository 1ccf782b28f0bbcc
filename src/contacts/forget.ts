import type { Context } from '../portal/context.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { forgetContact as eraseContact } from '../store/ledger/forget-contact.ts'
import type { PortalId } from '../time/units.ts'

/**
 * A privacy deletion: all personal data of the contact are erased here too. Only a keyed hash of the
 * numbers with an objection stays, so that importing the same person again does not allow calls to them.
 */
export async function forgetContact({ store, log }: Context, portalId: PortalId, contactId: string): Promise<void> {
  await withPortal(store, portalId, (tx) => eraseContact(tx, contactId))
  log.info({ portalId }, 'a contact was forgotten')
}
