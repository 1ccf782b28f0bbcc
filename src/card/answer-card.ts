import type { CardAnswer } from '../answers/answers.ts'
import { refreshNow } from '../contacts/refresh-now.ts'
import { resolveContactId } from '../contacts/resolve-id.ts'
import { chunks } from '../hubspot/records/batches.ts'
import { contactNotJudged, type JudgedContact, judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import { byStrictness } from '../judgement/strictness.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { survivorOf } from '../store/ledger/merges.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import { formatInstant } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import type { Language } from '../words/wording.ts'
import type { CallingHours } from './answer-conduct.ts'
import { answerContact, type CardContext, type ContactDetails } from './answer-contact.ts'
import { contactDetails } from './contact-details.ts'

export const CARD_OBJECTS = ['contacts', 'companies', 'deals'] as const
export type CardObject = (typeof CARD_OBJECTS)[number]

export type CardQuestion = {
  readonly objectType: CardObject
  readonly objectId: string
  /** The portal's own where left out. */
  readonly language: Language | null
}

/** Shown at once; the rest is a number. */
const SHOWN = 25
/** A company with more contacts than this is judged by its first so many. */
const JUDGED = 2_000
const JUDGED_AT_ONCE = 500
/** Contacts refreshed for the first time while a user waits. */
const REFRESHED_AT_ONCE = 50

/**
 * May the people of this record be called, now? Judged from the ledger at this moment, never read from a stored
 * verdict: a yes that ran out a minute ago is not shown. Strictest first. Null for a contact that this portal does not
 * have. Throws HubSpotError where only HubSpot knows the answer: an unknown contact, or who is on a company or deal.
 */
export async function answerCard(
  context: Context,
  portal: OpenPortal,
  hoursAt: CallingHours,
  question: CardQuestion,
): Promise<CardAnswer | null> {
  const ids = await peopleOn(portal, question)
  if (ids === null) return null
  const some = ids.slice(0, JUDGED)
  const neverEvaluated = await refreshNeverEvaluated(context, portal, some)
  const now = context.clock.now()
  const judged = await judgeStrictest(portal, some, now)
  const details = await contactDetails(context, portal, judged, neverEvaluated, now)
  const language = question.language ?? portal.settings.language
  const cardContext = { settings: portal.settings, personPageBaseUrl: portal.personPageBaseUrl, hoursAt, language, now }
  const contacts = judged.map((one) => orNotJudged(context, one, details(one.contactId), cardContext))
  return {
    objectType: question.objectType,
    objectId: question.objectId,
    asOf: formatInstant(now),
    language,
    canEdit: true,
    contacts,
    more: ids.length - contacts.length,
  }
}

/** One whose story cannot be told is shown as for review, beside the others. */
function orNotJudged({ log }: Context, judged: JudgedContact, details: ContactDetails, cardContext: CardContext) {
  try {
    return answerContact(judged, details, cardContext)
  } catch (error) {
    log.error({ err: error, contactId: judged.contactId }, 'the card cannot show a contact')
    const unjudged = contactNotJudged(judged.contactId, error, cardContext.now)
    return answerContact(unjudged, { ...details, history: [] }, cardContext)
  }
}

async function peopleOn(portal: OpenPortal, question: CardQuestion): Promise<string[] | null> {
  const { objectType, objectId } = question
  if (objectType === 'contacts') {
    const known = await resolveContactId(portal, objectId)
    return known === null ? null : [known]
  }
  const links = await portal.client.associations(objectType, 'contacts', [objectId])
  const linked = (links.get(objectId) ?? []).map(({ id }) => id)
  const survivors = await portal.tx((tx) => survivorOf(tx, linked))
  return [...new Set(linked.map((id) => survivors.get(id) ?? id))]
}

/** Refreshes contacts never evaluated before; returns those that could not be refreshed in time. */
async function refreshNeverEvaluated(
  context: Context,
  portal: OpenPortal,
  ids: readonly string[],
): Promise<Set<string>> {
  const unmet = () =>
    portal.tx(async (tx) => {
      const evaluated = await loadVerdicts(tx, ids)
      return ids.filter((id) => !evaluated.has(id))
    })
  const neverEvaluated = await unmet()
  if (neverEvaluated.length === 0) return new Set()
  await refreshNow(context, portal, neverEvaluated.slice(0, REFRESHED_AT_ONCE))
  return new Set(await unmet())
}

async function judgeStrictest(
  portal: OpenPortal,
  contactIds: readonly string[],
  now: EpochMs,
): Promise<JudgedContact[]> {
  let kept: JudgedContact[] = []
  for (const ids of chunks(contactIds, JUDGED_AT_ONCE)) {
    const judged = await portal.tx((tx) => judgeFromLedger(tx, portal.settings, ids, now))
    kept = [...kept, ...judged.values()].sort(strictestFirst).slice(0, SHOWN)
  }
  return kept
}

/** Of equals the oldest record first, since ids are numbers that grow. */
function strictestFirst(one: JudgedContact, other: JudgedContact): number {
  const [id, otherId] = [one.contactId, other.contactId]
  return byStrictness(one.verdict, other.verdict) || id.length - otherId.length || (id < otherId ? -1 : 1)
}
