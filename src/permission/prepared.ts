import { instantOf } from '../time/instants.ts'
import { localDay, parseDay } from '../time/local-days.ts'
import type { DayNumber, EpochMs } from '../time/units.ts'
import { isBlank } from './answers.ts'
import type {
  CallRequested,
  ConsentGiven,
  ConsentVerified,
  ConsentWithdrawn,
  Fact,
  LegalFormFact,
  NumberDesignated,
  NumbersFact,
  Proof,
  Question,
  RelationFact,
} from './facts.ts'
import { requestEnd } from './windows.ts'

/** A fact with its instant read once, in epoch milliseconds. */
type Dated<F extends Fact> = {
  readonly at: EpochMs
  readonly fact: F
}

export type PreparedConsent = Dated<ConsentGiven> & {
  readonly day: DayNumber
  readonly lastDay: DayNumber | null
  /** All six answers are there. */
  readonly complete: boolean
}

type PreparedRequest = Dated<CallRequested> & {
  readonly ends: EpochMs
}

export type PreparedRelation = Dated<RelationFact> & {
  /** Relation id and kind: the events that are judged together. */
  readonly group: string
}

/** A subject's facts sorted by type, so that many questions can be asked without reading them again. */
export type PreparedFacts = {
  readonly legalForms: Dated<LegalFormFact>[]
  readonly numbers: Dated<NumbersFact>[]
  readonly consents: PreparedConsent[]
  readonly verifications: Dated<ConsentVerified>[]
  readonly withdrawals: Dated<ConsentWithdrawn>[]
  readonly objections: EpochMs[]
  readonly requests: PreparedRequest[]
  readonly relations: PreparedRelation[]
  readonly designations: Dated<NumberDesignated>[]
}

/** A question whose instant has been read: epoch milliseconds. */
export type Asked = Omit<Question, 'at'> & {
  readonly at: EpochMs
}

function isComplete(proof: Proof | null | undefined): boolean {
  if (proof === null || proof === undefined) return false
  return !(isBlank(proof.givenBy) || isBlank(proof.method) || isBlank(proof.source) || isBlank(proof.notice))
}

function dayOf(until: string | null | undefined): DayNumber | null {
  return until === null || until === undefined ? null : parseDay(until)
}

/** Facts as `readCase` lets them through; throws UnreadableInstant for any other. */
export function prepareFacts(facts: Iterable<Fact>): PreparedFacts {
  const prepared: PreparedFacts = {
    legalForms: [],
    numbers: [],
    consents: [],
    verifications: [],
    withdrawals: [],
    objections: [],
    requests: [],
    relations: [],
    designations: [],
  }
  for (const fact of facts) addFact(prepared, fact)
  return prepared
}

function addFact(prepared: PreparedFacts, fact: Fact): void {
  const at = instantOf(fact.at)
  switch (fact.type) {
    case 'legal-form':
      prepared.legalForms.push({ at, fact })
      break
    case 'numbers':
      prepared.numbers.push({ at, fact })
      break
    case 'consent-given': {
      const lastDay = dayOf(fact.until)
      prepared.consents.push({ at, fact, day: localDay(at), lastDay, complete: isComplete(fact.proof) })
      break
    }
    case 'consent-verified':
      prepared.verifications.push({ at, fact })
      break
    case 'consent-withdrawn':
      prepared.withdrawals.push({ at, fact })
      break
    case 'objection':
      prepared.objections.push(at)
      break
    case 'call-requested':
      prepared.requests.push({ at, fact, ends: requestEnd(localDay(at), dayOf(fact.until)) })
      break
    case 'relation':
      prepared.relations.push({ at, fact, group: `${fact.kind}:${fact.relation}` })
      break
    case 'number-designated':
      prepared.designations.push({ at, fact })
      break
    default:
      fact satisfies never
  }
}
