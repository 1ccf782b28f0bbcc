import type { InputProblem } from '../answers/answers.ts'
import { publishNow } from '../contacts/publish-now.ts'
import { resolveContactId } from '../contacts/resolve-id.ts'
import { CLOCK_SKEW_MS } from '../judgement/judge-from-ledger.ts'
import { isBlank } from '../permission/answers.ts'
import { CHANNELS, type Channel, type Fact, PURPOSES, type Purpose } from '../permission/facts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { factKey } from '../provenance/keys.ts'
import { readNumber } from '../provenance/numbers.ts'
import { regionOfSetting } from '../provenance/region.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { contactsWithNumbers } from '../store/ledger/contact-numbers.ts'
import { appendFacts } from '../store/ledger/ledger.ts'
import { formatInstant, instantOf, parseStatedInstant } from '../time/instants.ts'
import { parseStatedDay } from '../time/local-days.ts'
import { originOf, type Recorder, writtenDownBy } from './recorder.ts'

/**
 * A consent sent with its six answers. Who: `givenBy`, `number` and, where several contacts
 * share the number, `contactId`. How: `method`. Source. When: `givenAt`, ISO 8601 with an
 * offset. Which: `notice` (version of the text shown), and purpose, products and channel,
 * the portal's own where left out. Status is not asked: it follows from the ledger.
 */
export type NewConsent = {
  readonly contactId?: string | undefined
  readonly number: string
  readonly givenBy: string
  readonly method: string
  readonly source: string
  readonly givenAt: string
  readonly notice: string
  /** Last valid day, `YYYY-MM-DD`. */
  readonly until?: string | null | undefined
  readonly channel?: Channel | undefined
  readonly purpose?: Purpose | undefined
  readonly products?: readonly string[] | 'any' | undefined
}

export type RecordedConsent =
  | {
      readonly ok: true
      /** False: it had been recorded before. */
      readonly added: boolean
      readonly consentId: string
      readonly contactId: string
      readonly number: string
      /** `later`: stored; HubSpot shows it as soon as it can be written. */
      readonly published: 'now' | 'later'
    }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

type Consent = Extract<Fact, { type: 'consent-given' }>

/**
 * Records a consent, once however often it is sent, and writes to HubSpot. One that lacks an answer is refused with
 * each missing answer named: what is not proof is not kept as proof. May throw HubSpotError for a contact never seen.
 */
export async function recordConsent(
  context: Context,
  portal: OpenPortal,
  given: NewConsent,
  by: Recorder,
): Promise<RecordedConsent> {
  const read = readNumber(given.number, regionOfSetting(portal.settings.defaultRegion))
  const number = read.kind === 'number' ? read.e164 : null
  const problems = answerProblems(given, number, context.clock.now())
  const whose = await whoseConsent(portal, given.contactId, number)
  if ('problem' in whose) problems.push(whose.problem)
  if (problems.length > 0 || number === null || 'problem' in whose) return { ok: false, problems }

  const { contactId } = whose
  const origin = originOf(by)
  const said = consentFact(given, number, portal)
  const key = factKey(origin, { contactId, ...said })
  const consentId = key.slice(origin.length + 1)
  const added = await portal.tx(async (tx) => {
    const recordedAt = context.clock.now()
    // A clock a little ahead of ours: it was given now.
    const at = formatInstant(Math.min(instantOf(said.at), recordedAt))
    const fact: Consent = { ...said, at, id: consentId }
    const keys = await appendFacts(tx, [{ contactId, origin, key, fact, recordedAt, recordedBy: writtenDownBy(by) }])
    await requestRefresh(tx, [{ objectType: 'contact', objectId: contactId, dueAt: Date.now(), attempt: 0 }])
    return keys.length > 0
  })
  return { ok: true, added, consentId, contactId, number, published: await publishNow(context, portal, [contactId]) }
}

/** Every answer that is missing or cannot be. */
function answerProblems(given: NewConsent, number: string | null, now: number): InputProblem[] {
  const problems: InputProblem[] = []
  const refuse = (path: string, message: string) => problems.push({ path, message })
  if (number === null) refuse('number', 'who: an E.164 phone number is needed')
  if (isBlank(given.givenBy)) refuse('givenBy', 'who: the name of the person who consented is missing')
  if (isBlank(given.method)) refuse('method', 'how: the way consent was given is missing')
  if (isBlank(given.source)) refuse('source', 'from which source: the form, campaign or file is missing')
  if (isBlank(given.notice)) refuse('notice', 'which: the version of the text shown is missing')
  const at = parseStatedInstant(given.givenAt)
  if (at === null) refuse('givenAt', 'when: an instant with an offset is needed, such as 2026-07-01T15:00:00+02:00')
  else if (at > now + CLOCK_SKEW_MS) refuse('givenAt', 'when: consent cannot have been given in the future')
  if (given.until !== undefined && given.until !== null && parseStatedDay(given.until) === null)
    refuse('until', 'must be an existing day as YYYY-MM-DD, from 1900 to 9998')
  if (given.channel !== undefined && !CHANNELS.includes(given.channel))
    refuse('channel', `is none of ${CHANNELS.join(', ')}`)
  if (given.purpose !== undefined && !PURPOSES.includes(given.purpose))
    refuse('purpose', `is none of ${PURPOSES.join(', ')}`)
  return problems
}

type Whose = { readonly contactId: string } | { readonly problem: InputProblem }

async function whoseConsent(portal: OpenPortal, contactId: string | undefined, number: string | null): Promise<Whose> {
  const problem = (message: string): Whose => ({ problem: { path: 'contactId', message: `who: ${message}` } })
  if (contactId !== undefined) {
    const known = await resolveContactId(portal, contactId)
    return known === null ? problem('there is no such contact') : { contactId: known }
  }
  if (number === null) return problem('give the contact, or a number that one contact has')
  const found = await portal.tx((tx) => contactsWithNumbers(tx, [number]))
  const [only, ...more] = found.get(number) ?? []
  if (only === undefined) return problem('no contact has this number; give the contact')
  return more.length > 0 ? problem('several contacts have this number; say which one consented') : { contactId: only }
}

function consentFact(given: NewConsent, number: string, { settings }: OpenPortal): Omit<Consent, 'id'> {
  return {
    type: 'consent-given',
    at: formatInstant(parseStatedInstant(given.givenAt) ?? Number.NaN),
    number,
    controller: settings.controller,
    purpose: given.purpose ?? settings.purpose,
    products: given.products ?? settings.consent.products,
    channel: given.channel ?? 'human',
    until: given.until ?? null,
    proof: {
      givenBy: given.givenBy.trim(),
      method: given.method.trim(),
      source: given.source.trim(),
      notice: given.notice.trim(),
    },
  }
}
