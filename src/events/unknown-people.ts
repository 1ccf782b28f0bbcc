import { refreshContacts } from '../contacts/refresh.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import type { KnownPeople } from '../tasks/people.ts'

/**
 * Who is on these tasks or calls. Contacts never looked at are looked at first: or a customer of years would be refused for want of reading,
 * the task held and let go again a moment later. People on calls are looked at in any case: a breach is written once, and the consent given
 * before the call may still be on its way to us.
 */
export async function refreshUnknownPeople(
  context: Context,
  portal: OpenPortal,
  type: 'tasks' | 'calls',
  ids: readonly string[],
): Promise<KnownPeople> {
  const links = await portal.client.associations(type, 'contacts', ids)
  const contactsOf = new Map([...links].map(([id, to]) => [id, to.map((link) => link.id)]))
  const contactIds = [...new Set([...contactsOf.values()].flat())]
  const evaluated = await portal.tx((tx) => loadVerdicts(tx, contactIds))
  await refreshContacts(context, portal, type === 'calls' ? contactIds : contactIds.filter((id) => !evaluated.has(id)))
  return { judged: new Map(), contactsOf, complete: true }
}
