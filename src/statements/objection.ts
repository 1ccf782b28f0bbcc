import type { InputProblem } from '../answers/answers.ts'
import { publishNow } from '../contacts/publish-now.ts'
import { resolveContactId } from '../contacts/resolve-id.ts'
import { CLOCK_SKEW_MS, nowFor, numbersKnown } from '../judgement/judge-from-ledger.ts'
import type { Fact } from '../permission/facts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { numbersIn } from '../provenance/generous-numbers.ts'
import { factKey } from '../provenance/keys.ts'
import { readNumber } from '../provenance/numbers.ts'
import { regionOfSetting } from '../provenance/region.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { contactsWithNumbers, numbersOfContacts } from '../store/ledger/contact-numbers.ts'
import { appendFacts, loadFacts } from '../store/ledger/ledger.ts'
import { blockNumbers } from '../store/ledger/number-objections.ts'
import { formatInstant, parseStatedInstant } from '../time/instants.ts'
import { originOf, type Recorder, writtenDownBy } from './recorder.ts'

/** At least one of the two. `at`: when it was made, ISO 8601 with an offset; now where left out. */
export type NewObjection = {
  readonly contactId?: string | undefined
  readonly number?: string | undefined
  readonly at?: string | undefined
}

export type RecordedObjection =
  | {
      readonly ok: true
      /** False: this very request had been recorded before. */
      readonly added: boolean
      /** E.164 numbers that may no longer be called, portal-wide. */
      readonly numbers: readonly string[]
      /** Everybody who has one of them, the person included. */
      readonly contactIds: readonly string[]
      /** `later`: stored; HubSpot shows it as soon as it can be written. */
      readonly published: 'now' | 'later'
    }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/**
 * "I do not want to be called." Stands on every number of the contact, those that it gets later included;
 * or, where only a number is known, on that number, for every contact that has it or will have it. Every contact
 * that shares one of these numbers is then written to HubSpot. May throw HubSpotError for a contact never seen.
 */
export async function recordObjection(
  context: Context,
  portal: OpenPortal,
  given: NewObjection,
  by: Recorder,
): Promise<RecordedObjection> {
  const now = context.clock.now()
  const at = given.at === undefined ? now : parseStatedInstant(given.at)
  const spoken = given.number === undefined ? [] : numbersOfText(given.number, portal)
  const contactId = given.contactId === undefined ? null : await resolveContactId(portal, given.contactId)
  const problems: InputProblem[] = []
  if (given.contactId === undefined && given.number === undefined)
    problems.push({ path: 'number', message: 'give a number, a contactId, or both' })
  if (given.contactId !== undefined && contactId === null)
    problems.push({ path: 'contactId', message: 'there is no such contact' })
  if (given.number !== undefined && spoken.length === 0)
    problems.push({ path: 'number', message: 'is no phone number' })
  if (at === null || at > now + CLOCK_SKEW_MS)
    problems.push({ path: 'at', message: 'must be an instant with an offset, not to come' })
  if (problems.length > 0 || at === null) return { ok: false, problems }

  const stored = await keep(context, portal, { contactId, spoken }, at, by)
  // The record is read too: the objection stands on what its history and its unmapped phone properties show.
  const published = await publishNow(context, portal, stored.contactIds, contactId === null ? [] : [contactId])
  return { ok: true, ...stored, published }
}

/** First the one that the text is, where it is one, then whatever else can be found in it. */
function numbersOfText(text: string, { settings }: OpenPortal): string[] {
  const region = regionOfSetting(settings.defaultRegion)
  const read = readNumber(text, region)
  return [...new Set([...(read.kind === 'number' ? [read.e164] : []), ...numbersIn(text, [region])])]
}

async function keep(
  { clock }: Context,
  portal: OpenPortal,
  { contactId, spoken }: { readonly contactId: string | null; readonly spoken: readonly string[] },
  stated: number,
  by: Recorder,
): Promise<{ added: boolean; numbers: string[]; contactIds: string[] }> {
  const origin = originOf(by)
  const key = factKey(origin, { type: 'objection', request: by.request, contactId, number: spoken[0] ?? null })
  return portal.tx(async (tx) => {
    const recordedAt = clock.now()
    const facts = contactId === null ? [] : ((await loadFacts(tx, [contactId])).get(contactId) ?? [])
    // A moment that is past stays what it is; what counts as now counts after all that HubSpot has dated so far.
    const isPast = stated < recordedAt
    const at = isPast
      ? stated
      : nowFor(
          facts.map((known) => known.fact),
          recordedAt,
        )
    const fact: Fact = { type: 'objection', at: formatInstant(at) }
    const row = { origin, key, fact, recordedAt, recordedBy: writtenDownBy(by) }
    const added = contactId === null ? [] : await appendFacts(tx, [{ contactId, ...row }])
    const own = contactId === null ? [] : await numbersOf(tx, contactId, at)
    const numbers = [...new Set([...own, ...spoken])]
    const blocked = await blockNumbers(tx, numbers, at, key)
    const sharing = [...(await contactsWithNumbers(tx, numbers)).values()].flat()
    const contactIds = [...new Set([...(contactId === null ? [] : [contactId]), ...sharing])]
    await requestRefresh(
      tx,
      contactIds.map((objectId) => ({ objectType: 'contact', objectId, dueAt: Date.now(), attempt: 0 })),
    )
    return { added: added.length > 0 || blocked > 0, numbers, contactIds }
  })
}

/** The numbers on the record now, and those last known of a record that HubSpot no longer has. */
async function numbersOf(tx: PortalTx, contactId: string, at: number): Promise<string[]> {
  const facts = (await loadFacts(tx, [contactId])).get(contactId) ?? []
  const known = numbersKnown(
    facts.map(({ fact }) => fact),
    at,
  )
  return [...(await numbersOfContacts(tx, [contactId])), ...known]
}
