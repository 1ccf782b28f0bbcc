import type { EpochMs } from '../time/units.ts'
import type { Basis, Collection, ReasonCode, RelationKind } from './facts.ts'
import type { Ground, Strength } from './ground.ts'
import type { Asked, PreparedFacts, PreparedRelation } from './prepared.ts'
import { NEVER, NOT_YET, type RelationHistory, relationEnd } from './windows.ts'

/** The events of one relation id and kind that belong together, merged. */
export type RelationGroup = {
  readonly relation: string
  readonly kind: RelationKind
  readonly history: RelationHistory
  readonly collection: Collection
}

type Gathering = {
  readonly relation: string
  readonly kind: RelationKind
  history: RelationHistory
  collection: Collection
}

/** Of the answers in a group: any no is a no, else any yes a yes, else not known. */
function mergeAnswers(one: boolean | null, other: boolean | null): boolean | null {
  if (one === false || other === false) return false
  return one ?? other
}

const NO_ANSWERS: Collection = { numberGiven: null, objectionOffered: null }
const NO_HISTORY: RelationHistory = { transaction: NOT_YET, started: NOT_YET, ended: NOT_YET }

function extend(group: Gathering, { at, fact }: PreparedRelation): void {
  group.history = { ...group.history, [fact.event]: Math.max(group.history[fact.event], at) }
  group.collection = {
    numberGiven: mergeAnswers(group.collection.numberGiven, fact.collection.numberGiven),
    objectionOffered: mergeAnswers(group.collection.objectionOffered, fact.collection.objectionOffered),
  }
}

/**
 * The groups of the events that happened by `at` and that `belongs` lets in. An end counts for its relation id and kind
 * whatever else it names: who ends a relation ends all of it.
 */
export function relationGroups(
  facts: PreparedFacts,
  at: EpochMs,
  belongs: (event: PreparedRelation) => boolean,
): RelationGroup[] {
  const groups = new Map<string, Gathering>()
  for (const event of facts.relations) {
    if (event.at > at || !belongs(event)) continue
    const { relation, kind } = event.fact
    const group = groups.get(event.group) ?? { relation, kind, history: NO_HISTORY, collection: NO_ANSWERS }
    groups.set(event.group, group)
    extend(group, event)
  }
  for (const event of facts.relations) {
    const group = event.fact.event === 'ended' && event.at <= at ? groups.get(event.group) : undefined
    if (group !== undefined) group.history = { ...group.history, ended: Math.max(group.history.ended, event.at) }
  }
  return [...groups.values()]
}

function mismatch({ fact }: PreparedRelation, question: Asked): ReasonCode | null {
  if (question.channel !== 'human') return 'channel-mismatch'
  if (question.purpose !== (fact.kind === 'customer' ? 'commercial' : 'charitable')) return 'purpose-mismatch'
  if (fact.controller !== question.controller) return 'controller-mismatch'
  if (fact.number !== question.number) return 'relation-number-mismatch'
  return fact.product === question.product ? null : 'product-mismatch'
}

type Held = {
  readonly basis: Basis | null
  readonly strength: Strength
  readonly code: ReasonCode | null
}

function held(kind: RelationKind, { numberGiven, objectionOffered }: Collection): Held {
  const basis = kind === 'sympathiser' ? null : kind
  if (numberGiven === false || objectionOffered === false) return { basis, strength: 'out', code: 'collection-refused' }
  if (basis === null) return { basis, strength: 'review', code: 'sympathiser' }
  if (numberGiven === null || objectionOffered === null)
    return { basis, strength: 'unproven', code: 'collection-unproven' }
  return { basis, strength: 'good', code: null }
}

export function relationGround({ kind, history, collection }: RelationGroup, relationYears: number): Ground {
  return {
    ...held(kind, collection),
    relation: kind,
    ends: relationEnd(history, relationYears),
    endedCode: 'expired-relation',
    verified: false,
  }
}

/** A relation event that cannot carry this question: out, whatever the time. */
function unfit(code: ReasonCode): Ground {
  return {
    basis: null,
    relation: null,
    strength: 'out',
    code,
    ends: NEVER,
    endedCode: null,
    verified: false,
  }
}

/** Each group of events that fit the question as a ground, and each event that does not. */
export function relationGrounds(facts: PreparedFacts, question: Asked, relationYears: number): Ground[] {
  const grounds: Ground[] = []
  for (const event of facts.relations) {
    const code = event.at <= question.at ? mismatch(event, question) : null
    if (code !== null) grounds.push(unfit(code))
  }
  const groups = relationGroups(facts, question.at, (event) => mismatch(event, question) === null)
  return [...grounds, ...groups.map((group) => relationGround(group, relationYears))]
}
