import type { Context } from '../portal/context.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { forgetContact as eraseContact } from '../store/ledger/forget-contact.ts'

/**
 * A privacy deletion: every personal datum of the contact is erased here too. What stays is a keyed hash of numbers on which an objection
 * stands, so that importing the same person again does not open the way to call them.
 */
export async function forgetContact({ store, log }: Context, portalId: number, contactId: string): Promise<void> {
  await withPortal(store, portalId, (tx) => eraseContact(tx, contactId))
  log.info({ portalId }, 'a contact was forgotten')
}
