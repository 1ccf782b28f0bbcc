import { decidePrepared } from '../permission/decide.ts'
import type { Basis, Channel, Fact, Permission, Purpose, ReasonCode } from '../permission/facts.ts'
import { prepareFacts } from '../permission/prepared.ts'
import { rulebookAt } from '../permission/rulebooks/index.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { readNumber } from '../provenance/numbers.ts'
import { regionOfSetting } from '../provenance/region.ts'
import { contactsWithNumbers } from '../store/ledger/contact-numbers.ts'
import { loadFacts } from '../store/ledger/ledger.ts'
import { survivorOf } from '../store/ledger/merges.ts'
import { objectionsOn } from '../store/ledger/number-objections.ts'
import { contactsThatHad } from '../store/ledger/numbers-seen.ts'
import { setAsideAmong } from '../store/portal/set-aside.ts'
import { formatInstant } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { nowFor, numbersKnown } from './judge-from-ledger.ts'
import { liftingConsents } from './lifting.ts'
import { byStrictness } from './strictness.ts'
import { COUNTS_AS_UNKNOWN, notBeyondReview, readFacts } from './unjudged.ts'

/** What is asked about numbers; `at` and `asKnownAt` in epoch milliseconds. */
export type NumberQuestion = {
  readonly at: EpochMs
  readonly purpose: Purpose
  readonly channel: Channel
  readonly product: string | null
  /** The ledger as it stood then. Objections on a number count whenever they were recorded. */
  readonly asKnownAt: number | null
}

/** The answer on one number, the strictest over everybody who has it. */
export type NumberDecision = {
  readonly number: string
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: number | null
  readonly reasons: readonly (ReasonCode | 'not-judged')[]
  readonly rulebook: string | null
  /** The contacts that have, or at that instant had, the number. */
  readonly contactIds: readonly string[]
}

/** As it was asked; it is no phone number. */
export type UnreadableNumber = { readonly number: string; readonly permission: null }

/** The portal's own question at `at`: its purpose, a human caller, its product. */
export function ownQuestion({ purpose, product }: PortalSettings, at: EpochMs): NumberQuestion {
  return { at, purpose, channel: 'human', product, asKnownAt: null }
}

/**
 * May these numbers be called, whoever answers? As people type them, in the portal's
 * default region. The ledger is read once for all of them. A number that
 * no contact has is judged only on the objections on it. In the order asked.
 */
export async function decideForNumbers(
  context: Context,
  portal: OpenPortal,
  texts: readonly string[],
  question: NumberQuestion,
): Promise<(NumberDecision | UnreadableNumber)[]> {
  const region = regionOfSetting(portal.settings.defaultRegion)
  const read = texts.map((text) => (text.length > LONGEST_NUMBER ? NO_NUMBER : readNumber(text, region)))
  const numbers = [...new Set(read.flatMap((one) => (one.kind === 'number' ? [one.e164] : [])))]
  const decided = new Map(
    (await decideEach(context, portal, numbers, question)).map((decision) => [decision.number, decision]),
  )
  return read.map((one, at) => {
    const decision = one.kind === 'number' ? decided.get(one.e164) : undefined
    return decision ?? { number: texts[at] ?? '', permission: null }
  })
}

const LONGEST_NUMBER = 64
const NO_NUMBER = { kind: 'unreadable' } as const

async function decideEach(
  context: Context,
  portal: OpenPortal,
  numbers: readonly string[],
  question: NumberQuestion,
): Promise<NumberDecision[]> {
  const known = await portal.tx(async (tx) => {
    const past = question.at < context.clock.now() - JUST_NOW_MS
    const found = past ? await contactsThatHad(tx, numbers) : await contactsWithNumbers(tx, numbers)
    // Only of former times can there be ids that were merged away.
    const kept = past ? await survivorOf(tx, [...new Set([...found.values()].flat())]) : new Map<string, string>()
    const ids = [...new Set([...found.values()].flat().map((id) => kept.get(id) ?? id))]
    const facts = await loadFacts(tx, ids, question.asKnownAt === null ? {} : { asKnownAt: question.asKnownAt })
    const unknown = await setAsideAmong(tx, 'contact', ids, COUNTS_AS_UNKNOWN)
    return { past, found, kept, facts, unknown, objections: await objectionsOn(tx, numbers) }
  })
  const objectedAt = (number: string): number[] => known.objections.get(number) ?? []
  const personOf = (contactId: string): Person => {
    const { rows, unjudged } = readFacts(known.facts.get(contactId) ?? [], portal.settings)
    const { counted } = liftingConsents(rows, objectedAt, question.at + JUST_NOW_MS)
    return { contactId, facts: counted, judged: unjudged === null && !known.unknown.has(contactId) }
  }
  return numbers.map((number) => {
    const objections = objectedAt(number).map((at): Fact => ({ type: 'objection', at: formatInstant(at) }))
    const ids = [...new Set((known.found.get(number) ?? []).map((id) => known.kept.get(id) ?? id))]
    try {
      const ever = ids.map(personOf)
      // Of those who ever had it, those who had it then; who cannot be read may have.
      const had = known.past
        ? ever.filter(({ facts, judged }) => !judged || numbersKnown(facts, question.at).includes(number))
        : ever
      const people = had.length === 0 ? [NOBODY] : had
      const asked = people.map((person) => ({ ...person, facts: [...person.facts, ...objections] }))
      const contactIds = had.map(({ contactId }) => contactId)
      return { number, contactIds, ...strictestOf(asked, number, question, portal.settings, !known.past) }
    } catch (error) {
      context.log.error({ err: error, portalId: portal.portalId, contactIds: ids }, 'a number could not be judged')
      return { number, contactIds: ids, rulebook: rulebookAt(question.at)?.id ?? null, ...UNKNOWN }
    }
  })
}

type Person = { readonly contactId: string; readonly facts: readonly Fact[]; readonly judged: boolean }

const NOBODY: Person = { contactId: '', facts: [], judged: true }
const UNKNOWN = { permission: 'needs-review', basis: null, until: null, reasons: ['not-judged'] } as const

/** A question about "now" is already a moment old when it is judged. */
const JUST_NOW_MS = 1_000

type Decided = Pick<NumberDecision, 'permission' | 'basis' | 'until' | 'reasons'>
type StrictestVerdict = Omit<NumberDecision, 'number' | 'contactIds'>

/** The strictest of the verdicts; of equally strict ones the reasons together, and the earliest end. */
function strictestOf(
  people: readonly Person[],
  number: string,
  { at, purpose, channel, product }: NumberQuestion,
  { controller, senderKind, house }: PortalSettings,
  isNow: boolean,
): StrictestVerdict {
  const asked = { number, purpose, channel, product, controller }
  const decisions = people
    .map(({ facts, judged }) => {
      const question = { ...asked, at: isNow ? nowFor(facts, at) : at }
      const decision: Decided = decidePrepared(prepareFacts(facts), question, { kind: senderKind }, house)
      return judged ? decision : notBeyondReview(decision)
    })
    .sort(byStrictness)
  const [worst] = decisions
  const asStrict = decisions.filter(({ permission }) => permission === worst?.permission)
  return {
    permission: worst?.permission ?? 'needs-review',
    basis: worst?.basis ?? null,
    until: worst?.until ?? null,
    reasons: [...new Set(asStrict.flatMap(({ reasons }) => reasons))].sort(),
    rulebook: rulebookAt(at)?.id ?? null,
  }
}
