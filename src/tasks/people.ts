import { type JudgedContact, judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import type { OpenPortal } from '../portal/context.ts'
import type { EpochMs } from '../time/units.ts'

/** What the caller already knows of the people on tasks or calls. */
export type KnownPeople = {
  /** Verdicts just made. */
  readonly judged: ReadonlyMap<string, JudgedContact>
  /** The contacts on each task or call. */
  readonly contactsOf: ReadonlyMap<string, readonly string[]>
  /** `contactsOf` is complete; otherwise a task or call may have more people than it says. */
  readonly complete: boolean
}

/**
 * The contacts of tasks or calls with their verdicts at `at` (epoch milliseconds). Where a known contact is already
 * denied, HubSpot is not asked for the others: no verdict is stricter, and a night that holds ten thousand tasks saves
 * those calls. A contact never evaluated has no facts and is refused: unknown does not mean allowed.
 */
export async function peopleOf(
  portal: OpenPortal,
  type: 'tasks' | 'calls',
  ids: readonly string[],
  at: EpochMs,
  known: KnownPeople,
): Promise<Map<string, JudgedContact[]>> {
  const settled = (id: string) => known.complete || denied(id, known)
  const links = await portal.client.associations(
    type,
    'contacts',
    ids.filter((id) => !settled(id)),
  )
  const contactsOf = (id: string) =>
    settled(id) ? (known.contactsOf.get(id) ?? []) : (links.get(id) ?? []).map((link) => link.id)
  const unjudged = [...new Set(ids.flatMap(contactsOf))].filter((contactId) => !known.judged.has(contactId))
  const others = await portal.tx((tx) =>
    judgeFromLedger(tx, portal.settings, unjudged, at, { moment: type === 'calls' ? 'then' : 'now' }),
  )
  const judged = new Map([...known.judged, ...others])
  return new Map(ids.map((id) => [id, contactsOf(id).flatMap((contactId) => judged.get(contactId) ?? [])]))
}

function denied(id: string, { contactsOf, judged }: KnownPeople): boolean {
  return (contactsOf.get(id) ?? []).some((contactId) => judged.get(contactId)?.verdict.permission === 'denied')
}
