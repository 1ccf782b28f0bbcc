import { consentShown } from '../contacts/properties/consent.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { within } from '../process/time-limit.ts'
import { factHistory } from '../store/ledger/fact-history.ts'
import { heldTasksOfContacts } from '../store/tasks/held-tasks.ts'
import { readHubSpotInstant } from '../time/hubspot-dates.ts'
import type { EpochMs } from '../time/units.ts'
import type { ContactDetails } from './answer-contact.ts'
import { isOldConsent } from './answer-warnings.ts'

/** HubSpot takes 1 MB: the whole story of one contact, the newest of each where there are many. */
const FACTS_OF_ONE = 100
const FACTS_OF_MANY = 20
/** A page waits 10 s in all, and a button before this up to 5; what does not come in this time is left out. */
const PATIENCE_MS = 2_500

/**
 * What the card shows beside each verdict: history and held tasks from our store, names and calls from HubSpot. HubSpot
 * calls: one for the names, and where a consent is so old that a first call must have been made, two for the calls.
 * Without HubSpot there is still an answer.
 */
export async function contactDetails(
  context: Context,
  portal: OpenPortal,
  judged: readonly JudgedContact[],
  neverEvaluated: ReadonlySet<string>,
  now: EpochMs,
): Promise<(contactId: string) => ContactDetails> {
  const ids = judged.map(({ contactId }) => contactId)
  const names = orNull(context, portal, namesOf(portal, ids))
  const calls = orNull(context, portal, callsOf(portal, askedForCalls(judged, portal, now)))
  const stored = await portal.tx(async (tx) => ({
    history: await factHistory(tx, ids, ids.length === 1 ? FACTS_OF_ONE : FACTS_OF_MANY),
    tasks: await heldTasksOfContacts(tx, ids),
  }))
  const [known, called] = await Promise.all([names, calls])
  return (contactId) => ({
    name: known?.get(contactId) ?? null,
    neverEvaluated: neverEvaluated.has(contactId),
    history: stored.history.get(contactId) ?? [],
    tasks: stored.tasks,
    calledAt: called?.get(contactId) ?? null,
  })
}

function orNull<Result>(context: Context, { portalId }: OpenPortal, asked: Promise<Result>): Promise<Result | null> {
  const answered = asked.catch((error: unknown) => {
    context.log.warn({ err: error, portalId }, 'the card does without HubSpot')
    return null
  })
  return within(PATIENCE_MS, answered, () => null)
}

async function namesOf({ client }: OpenPortal, ids: readonly string[]): Promise<Map<string, string>> {
  const records = await client.batchRead('contacts', ids, { properties: ['firstname', 'lastname', 'email'] })
  return new Map(
    [...records.values()].flatMap(({ id, properties: { firstname, lastname, email } }): [string, string][] => {
      const name = [firstname, lastname].filter(Boolean).join(' ') || email
      return name ? [[id, name]] : []
    }),
  )
}

function askedForCalls(judged: readonly JudgedContact[], { settings }: OpenPortal, now: EpochMs): string[] {
  return judged
    .filter(({ verdict }) => verdict.permission === 'allowed' && verdict.basis === 'consent')
    .filter(({ facts }) => {
      const shown = consentShown(facts, settings, now)
      return shown !== null && isOldConsent(shown, now)
    })
    .map(({ contactId }) => contactId)
}

async function callsOf({ client }: OpenPortal, contactIds: readonly string[]): Promise<Map<string, number[]>> {
  if (contactIds.length === 0) return new Map()
  const links = await client.associations('contacts', 'calls', contactIds)
  const callIds = [...new Set([...links.values()].flat().map(({ id }) => id))]
  const calls = await client.batchRead('calls', callIds, { properties: ['hs_timestamp', 'hs_call_direction'] })
  return new Map(
    [...links].map(([contactId, linked]) => [
      contactId,
      linked.flatMap(({ id }) => {
        const { hs_timestamp: at, hs_call_direction: direction } = calls.get(id)?.properties ?? {}
        return direction === 'OUTBOUND' ? (readHubSpotInstant(at ?? '') ?? []) : []
      }),
    ]),
  )
}
