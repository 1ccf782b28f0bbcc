import { finishWritten, type Written } from '../contacts/publish-verdicts.ts'
import { judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import { guardTasks } from '../tasks/guard-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import type { NightStep } from './summary.ts'

/**
 * Call tasks of contacts whose permission flipped in the night, kept until there are a hundred:
 * HubSpot takes tasks by the hundred, so ten batches of contacts with a few tasks each would otherwise
 * cost ten times the calls. Ids only; what a crash loses is still marked "not written" in the store.
 */
export type WaitingTasks = {
  /** By task: the contacts on it. */
  readonly contactsOf: Map<string, string[]>
  readonly contacts: Map<string, Waiting>
  /** Contacts that this night goes on without: set aside, and tried again by themselves. */
  readonly leftBehind: Set<string>
}

/**
 * A contact whose properties are written, judged at `at` (epoch milliseconds), and how many of its tasks still wait.
 */
type Waiting = { readonly at: EpochMs; readonly lapsed: boolean; readonly refused: boolean; tasks: number }

const FULL = 100

export function nothingWaiting(): WaitingTasks {
  return { contactsOf: new Map(), contacts: new Map(), leftBehind: new Set() }
}

export function awaitGuard(
  waiting: WaitingTasks,
  found: ReadonlyMap<string, readonly string[]>,
  { lapsed, refused }: Pick<Written, 'lapsed' | 'refused'>,
  at: EpochMs,
): void {
  for (const [taskId, contactIds] of found) {
    waiting.contactsOf.set(taskId, [...(waiting.contactsOf.get(taskId) ?? []), ...contactIds])
    for (const id of contactIds) {
      const tasks = (waiting.contacts.get(id)?.tasks ?? 0) + 1
      waiting.contacts.set(id, { at, lapsed: lapsed.has(id), refused: refused.has(id), tasks })
    }
  }
}

/**
 * Guards the waiting tasks, in full hundreds, or all of them. Contacts
 * that have none left are marked as written. Runs under the portal's lock.
 */
export async function guardWaiting(
  context: Context,
  portal: OpenPortal,
  waiting: WaitingTasks,
  { all }: { readonly all: boolean },
): Promise<NightStep | null> {
  const size = all ? waiting.contactsOf.size : waiting.contactsOf.size - (waiting.contactsOf.size % FULL)
  if (size === 0) return null
  const taken = new Map([...waiting.contactsOf].slice(0, size))
  const ours = await stillOurs(portal, waiting, taken)
  const contactsOf = new Map(
    [...taken].flatMap(([taskId, contactIds]) => {
      const mine = contactIds.filter((id) => ours.has(id))
      return mine.length > 0 ? [[taskId, mine] as const] : []
    }),
  )
  const at = context.clock.now()
  const judged = await portal.tx((tx) => judgeFromLedger(tx, portal.settings, [...ours], at))
  const guarded = await guardTasks(portal, [...contactsOf.keys()], at, { judged, contactsOf, complete: false })
  const through = takeOff(waiting, taken)
  const written = [...through.keys()].filter((id) => ours.has(id))
  await finishWritten(context, portal, written, waiting)
  const count = (of: 'lapsed' | 'refused') => [...through.values()].filter((contact) => contact[of]).length
  return {
    judged: through.size,
    lapsed: count('lapsed'),
    refused: count('refused'),
    tasksHeld: guarded.held,
    tasksReleased: guarded.released,
  }
}

// A contact that a webhook judged between two batches is left out:
// that judgement has guarded its tasks, or left its verdict unwritten.
async function stillOurs(
  portal: OpenPortal,
  waiting: WaitingTasks,
  taken: ReadonlyMap<string, readonly string[]>,
): Promise<Set<string>> {
  const contactIds = [...new Set([...taken.values()].flat())]
  const stored = await portal.tx((tx) => loadVerdicts(tx, contactIds))
  return new Set(contactIds.filter((id) => stored.get(id)?.decidedAt === waiting.contacts.get(id)?.at))
}

/** @returns the contacts that have no waiting task left */
function takeOff(
  { contactsOf, contacts }: WaitingTasks,
  taken: ReadonlyMap<string, readonly string[]>,
): Map<string, Waiting> {
  const through = new Map<string, Waiting>()
  for (const [taskId, contactIds] of taken) {
    contactsOf.delete(taskId)
    for (const id of contactIds) {
      const contact = contacts.get(id)
      if (!contact) continue
      contact.tasks -= 1
      if (contact.tasks > 0) continue
      contacts.delete(id)
      through.set(id, contact)
    }
  }
  return through
}
