import { formatInstant, instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { consentGrounds, consentHistory, reopens } from './consents.ts'
import {
  type Basis,
  type CallRequested,
  type Case,
  DEFAULT_HOUSE,
  type House,
  type Permission,
  type ReasonCode,
  type Sender,
  type Verdict,
} from './facts.ts'
import { type Circumstances, type Judgement, judge } from './judge.ts'
import { type Asked, type PreparedFacts, prepareFacts } from './prepared.ts'
import { relationGrounds } from './relations.ts'
import { type BookInForce, nextRulebookStart, RULEBOOKS, rulebookAt } from './rulebooks/index.ts'
import { statusGrounds } from './status.ts'
import { isForeignNumber, legalFormAt, newestBy } from './subject.ts'
import { NEVER, NOT_YET } from './windows.ts'

/** A verdict with its instants in epoch milliseconds, for callers that store or compare them. */
export type Decision = {
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: EpochMs | null
  readonly changesAt: EpochMs | null
  readonly rulebook: string | null
  readonly reasons: readonly ReasonCode[]
}

/** The judgement at any instant from the question's on, with no new facts; `book` is the law at that instant. */
type JudgeAt = (at: EpochMs, book: BookInForce) => Judgement

/**
 * May this number be called? Pure: no clock, no I/O, the same answer for the same facts in any order. The order of
 * judgement is the published one; whatever is unknown is not a yes. Throws UnreadableInstant for a case that
 * `readCase` would have refused.
 */
export function decide(asked: Case, books = RULEBOOKS): Verdict {
  const question = { ...asked.question, at: instantOf(asked.question.at) }
  const decision = decidePrepared(prepareFacts(asked.facts), question, asked.sender, asked.house, books)
  return {
    id: asked.id,
    permission: decision.permission,
    basis: decision.basis,
    until: decision.until === null ? null : formatInstant(decision.until),
    changesAt: decision.changesAt === null ? null : formatInstant(decision.changesAt),
    rulebook: decision.rulebook,
    reasons: decision.reasons,
  }
}

/** `decide` on facts that were read once: for a contact with many numbers, or a night over many contacts. */
export function decidePrepared(
  facts: PreparedFacts,
  question: Asked,
  sender: Sender,
  house: Partial<House> = {},
  books = RULEBOOKS,
): Decision {
  const judgeUnderLaw = underLaw(books, judgeOn(facts, question, sender, { ...DEFAULT_HOUSE, ...house }))
  const now = judgeUnderLaw(question.at)
  return {
    permission: now.permission,
    basis: now.basis,
    ...comingChanges(judgeUnderLaw, now),
    rulebook: rulebookAt(question.at, books)?.id ?? null,
    reasons: now.reasons,
  }
}

/** Walks the instants at which the judgement may differ, in order, until what was asked about has changed. */
function comingChanges(
  judgeAt: (at: EpochMs) => Judgement,
  now: Judgement,
): { until: EpochMs | null; changesAt: EpochMs | null } {
  let changesAt: EpochMs | null = null
  for (let at = now.holdsUntil; at !== NEVER; ) {
    const then = judgeAt(at)
    if (changesAt === null && (then.permission !== now.permission || then.basis !== now.basis)) changesAt = at
    if (changesAt !== null && now.permission !== 'allowed') return { until: null, changesAt }
    if (now.permission === 'allowed' && then.permission !== 'allowed') return { until: at, changesAt }
    at = then.holdsUntil
  }
  return { until: null, changesAt }
}

/** Without a law for the instant there is nothing to judge by, whatever was asked. */
function underLaw(books: readonly BookInForce[], judgeAt: JudgeAt): (at: EpochMs) => Judgement {
  return (at) => {
    const book = rulebookAt(at, books)
    if (book !== null) return judgeAt(at, book)
    return {
      permission: 'needs-review',
      basis: null,
      reasons: ['no-rulebook'],
      holdsUntil: nextRulebookStart(at, books),
    }
  }
}

function denied(code: ReasonCode): Judgement {
  return {
    permission: 'denied',
    basis: null,
    reasons: [code],
    holdsUntil: NEVER,
  }
}

function allowed(basis: Basis, until: EpochMs): Judgement {
  return {
    permission: 'allowed',
    basis,
    reasons: [],
    holdsUntil: until,
  }
}

/** The person asked for this call, on this number, from this controller, and has not objected since. */
function judgeRequest(facts: PreparedFacts, question: Asked, objection: EpochMs): JudgeAt {
  const ends = facts.requests
    .filter(({ at, fact }) => at <= question.at && at > objection && isAskedFor(fact, question))
    .reduce((last, request) => Math.max(last, request.ends), NOT_YET)
  return (at) => (at < ends ? allowed('requested', ends) : denied('no-request'))
}

function isAskedFor(request: CallRequested, { number, controller, channel }: Asked): boolean {
  return request.number === number && request.controller === controller && channel === 'human'
}

function judgeOn(facts: PreparedFacts, question: Asked, sender: Sender, house: House): JudgeAt {
  if (question.purpose === 'service') return () => allowed('service', NEVER)
  const objection = newestBy(facts.objections, question.at)
  if (question.purpose === 'requested') return judgeRequest(facts, question, objection)
  if (isForeignNumber(facts, question.at, question.number)) {
    return () => denied('number-mismatch')
  }

  const form = legalFormAt(facts, question.at)
  const objected = objection !== NOT_YET
  const around: Circumstances = {
    sender: sender.kind,
    objected,
    formUnknown: form === 'unknown' && question.channel === 'human',
  }
  const consents = objected ? facts.consents.filter((consent) => reopens(consent, objection)) : facts.consents
  const fromConsents = consentGrounds(consents, question, consentHistory(facts, question.at), house)
  const grounds = objected
    ? fromConsents
    : [...fromConsents, ...statusGrounds(facts, question), ...relationGrounds(facts, question, house.relationYears)]
  return (at, book) => judge(grounds, at, book, around)
}
