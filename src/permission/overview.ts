import type { EpochMs } from '../time/units.ts'
import { consentHistory, isVerified, isWithdrawn, reopens } from './consents.ts'
import {
  type ConsentGiven,
  DEFAULT_HOUSE,
  type House,
  type ReasonCode,
  type RelationKind,
  type Sender,
} from './facts.ts'
import { groundAt, type Strength } from './ground.ts'
import type { PreparedFacts } from './prepared.ts'
import { relationGround, relationGroups } from './relations.ts'
import { grantEnd, RULEBOOKS, rulebookAt } from './rulebooks/index.ts'
import { newestBy } from './subject.ts'
import { consentEnd, isRunning, NEVER, NOT_YET } from './windows.ts'

export type ConsentState = 'given' | 'verified' | 'withdrawn' | 'expired' | 'incomplete'

export type ConsentOverview = {
  readonly id: string
  readonly number: string
  /** Epoch milliseconds, as `ends`: the first instant at which it no longer holds by itself. */
  readonly at: EpochMs
  readonly ends: EpochMs
  readonly state: ConsentState
  /** An objection stands that this consent does not reopen. */
  readonly objected: boolean
  readonly fact: ConsentGiven
}

/** Whose standing to derive: of one controller, or of all where it is left out. `at` in epoch milliseconds. */
export type OverviewAsked = {
  readonly at: EpochMs
  readonly controller?: string
  readonly house?: Partial<House>
}

/**
 * Every consent given by `at`, oldest first, with what has become
 * of it: what `decide` sees before it considers the question.
 */
export function consentOverview(facts: PreparedFacts, asked: OverviewAsked): ConsentOverview[] {
  const { at, controller, house } = asked
  const { consentYears } = { ...DEFAULT_HOUSE, ...house }
  const history = consentHistory(facts, at)
  const objection = newestBy(facts.objections, at)
  return facts.consents
    .filter((consent) => consent.at <= at && (controller === undefined || consent.fact.controller === controller))
    .map((consent) => {
      const ends = consentEnd(consent.day, consent.lastDay, consentYears)
      const proven: ConsentState = isVerified(consent, history) ? 'verified' : 'given'
      const open: ConsentState = consent.complete ? proven : 'incomplete'
      const state: ConsentState = isWithdrawn(consent, history) ? 'withdrawn' : ends <= at ? 'expired' : open
      const objected = objection !== NOT_YET && !reopens(consent, objection)
      return {
        id: consent.fact.id,
        number: consent.fact.number,
        at: consent.at,
        ends,
        state,
        objected,
        fact: consent.fact,
      }
    })
    .sort((one, other) => one.at - other.at)
}

export type RelationOverview = {
  readonly relation: string
  readonly kind: RelationKind
  readonly running: boolean
  /** The earlier end of window and grant, epoch milliseconds; null where none is known. */
  readonly ends: EpochMs | null
  /** As `decide` would weigh it at `at`: good, unproven, review or out. */
  readonly strength: Strength
  readonly code: ReasonCode | null
}

/** Like StandingAsked; number and product narrow it to the events a question about them would match. */
export type RelationAsked = OverviewAsked & {
  readonly sender: Sender
  readonly number?: string
  readonly product?: string | null
}

/** Every relation that had an event by `at`, merged per relation id and kind; objections are not considered. */
export function relationOverview(facts: PreparedFacts, asked: RelationAsked, books = RULEBOOKS): RelationOverview[] {
  const { at, sender, house } = asked
  const { relationYears } = { ...DEFAULT_HOUSE, ...house }
  const book = rulebookAt(at, books)
  const wanted = (name: 'controller' | 'number' | 'product', value: string | null): boolean =>
    asked[name] === undefined || asked[name] === value
  const groups = relationGroups(
    facts,
    at,
    ({ fact }) =>
      wanted('controller', fact.controller) && wanted('number', fact.number) && wanted('product', fact.product),
  )
  return groups.map((group) => {
    const { relation, kind, history } = group
    const ground = relationGround(group, relationYears)
    const seen = book === null ? null : groundAt(ground, at, book, sender.kind)
    const ends = Math.min(ground.ends, grantEnd(books, kind, sender.kind))
    return {
      relation,
      kind,
      running: isRunning(history),
      ends: ends === NEVER ? null : ends,
      strength: seen?.strength ?? 'review',
      code: seen === null ? 'no-rulebook' : seen.code,
    }
  })
}
