import { withPortal } from '../store/portal-tx.ts'
import { loadVerdicts, markAnnounced } from '../store/verdicts.ts'
import type { Context, OpenPortal } from './context.ts'
import { type Guarded, guardTasks } from './guard-tasks.ts'
import { judgeFromLedger } from './stored-judgement.ts'

/**
 * Call tasks of contacts whose verdict turned in the night, kept until there are a hundred: ten batches of contacts with a few tasks each
 * would otherwise cost HubSpot calls for hundreds. Ids only; what is lost by a kill stands in the store as "not announced".
 */
export type WaitingTasks = {
  /** By task: the contacts on it. */
  readonly contactsOf: Map<string, string[]>
  /** By contact: when it was judged (epoch milliseconds) and how many of its tasks wait. */
  readonly contacts: Map<string, { at: number; waiting: number }>
}

const FULL = 100

export function nothingWaiting(): WaitingTasks {
  return { contactsOf: new Map(), contacts: new Map() }
}

export function awaitGuard(waiting: WaitingTasks, found: ReadonlyMap<string, readonly string[]>, at: number): void {
  for (const [taskId, contactIds] of found) {
    waiting.contactsOf.set(taskId, [...(waiting.contactsOf.get(taskId) ?? []), ...contactIds])
    for (const contactId of contactIds) {
      waiting.contacts.set(contactId, { at, waiting: (waiting.contacts.get(contactId)?.waiting ?? 0) + 1 })
    }
  }
}

/** Guards what waits, in full hundreds, or all of it; contacts whose last task that was are announced. Runs under the portal's lock. */
export async function guardWaiting(
  context: Context,
  portal: OpenPortal,
  waiting: WaitingTasks,
  { all }: { readonly all: boolean },
): Promise<Guarded | null> {
  const count = all ? waiting.contactsOf.size : waiting.contactsOf.size - (waiting.contactsOf.size % FULL)
  if (count === 0) return null
  const taken = new Map([...waiting.contactsOf].slice(0, count))
  const ours = await stillOurs(context, portal, waiting, taken)
  const contactsOf = new Map(
    [...taken].flatMap(([taskId, contactIds]) => {
      const mine = contactIds.filter((id) => ours.has(id))
      return mine.length > 0 ? [[taskId, mine] as const] : []
    }),
  )
  const at = context.clock.now()
  const judged = await withPortal(context.store, portal.portalId, (tx) =>
    judgeFromLedger(tx, portal.settings, [...ours], at),
  )
  const guarded = await guardTasks(context, portal, [...contactsOf.keys()], at, { judged, contactsOf, complete: false })
  const through = takeOff(waiting, taken).filter((id) => ours.has(id))
  await withPortal(context.store, portal.portalId, (tx) => markAnnounced(tx, through))
  return guarded
}

// Whoever judged a contact since (a webhook between two batches) has seen to its tasks, or left it to be announced again.
async function stillOurs(
  context: Context,
  portal: OpenPortal,
  waiting: WaitingTasks,
  taken: ReadonlyMap<string, readonly string[]>,
): Promise<Set<string>> {
  const contactIds = [...new Set([...taken.values()].flat())]
  const stored = await withPortal(context.store, portal.portalId, (tx) => loadVerdicts(tx, contactIds))
  return new Set(contactIds.filter((id) => stored.get(id)?.decidedAt === waiting.contacts.get(id)?.at))
}

/** @returns the contacts none of whose tasks waits any more */
function takeOff({ contactsOf, contacts }: WaitingTasks, taken: ReadonlyMap<string, readonly string[]>): string[] {
  const through: string[] = []
  for (const [taskId, contactIds] of taken) {
    contactsOf.delete(taskId)
    for (const contactId of contactIds) {
      const entry = contacts.get(contactId)
      if (!entry) continue
      entry.waiting -= 1
      if (entry.waiting > 0) continue
      contacts.delete(contactId)
      through.push(contactId)
    }
  }
  return through
}
