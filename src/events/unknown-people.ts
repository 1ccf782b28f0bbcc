import { refreshContacts } from '../contacts/refresh.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import type { KnownPeople } from '../tasks/people.ts'

/**
 * The people on these tasks or calls. Contacts never evaluated are refreshed first: otherwise
 * a customer of many years would be refused because nothing was read yet, and the task held
 * and released again a moment later. People on calls are refreshed in any case: a breach is
 * recorded once, and the event of a consent given before the call may not have arrived yet.
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
