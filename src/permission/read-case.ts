import { type Case, CHANNELS, PURPOSES, SENDER_KINDS } from './facts.ts'
import { factFaults } from './read-fact.ts'
import {
  checkFields,
  type Fields,
  instant,
  integerBetween,
  isRecord,
  nullable,
  number,
  oneOf,
  optional,
  text,
  truth,
} from './shapes.ts'

/** A case that may be decided, or every path in it that is wrong (at most MOST_FAULTS), each with what was expected. */
export type Reading =
  | { readonly ok: true; readonly case: Case }
  | { readonly ok: false; readonly faults: readonly string[] }

const QUESTION: Fields = {
  at: instant,
  number,
  purpose: oneOf(PURPOSES),
  channel: oneOf(CHANNELS),
  controller: text,
  product: nullable(text),
}
const SENDER: Fields = { kind: oneOf(SENDER_KINDS) }
const HOUSE: Fields = {
  consentYears: optional(integerBetween(1, 3)),
  relationYears: optional(integerBetween(1, 3)),
  requireVerified: optional(truth),
}

/** One hostile line must not answer with a million paths. */
const MOST_FAULTS = 20

/** Reads one parsed JSON value as a case; unknown extra fields are ignored. */
export function readCase(value: unknown): Reading {
  const faults: string[] = []
  if (!isRecord(value)) return { ok: false, faults: ['case: expected an object'] }
  if (typeof value.id !== 'string' && typeof value.id !== 'number') faults.push('id: expected a string')
  checkFields(value.question, QUESTION, 'question', faults)
  checkFields(value.sender, SENDER, 'sender', faults)
  if (value.house !== undefined) checkFields(value.house, HOUSE, 'house', faults)
  const facts = value.facts
  if (!Array.isArray(facts)) faults.push('facts: expected a list')
  else
    for (let i = 0; i < facts.length && faults.length < MOST_FAULTS; i += 1) factFaults(facts[i], `facts[${i}]`, faults)
  return faults.length === 0 ? { ok: true, case: value as unknown as Case } : { ok: false, faults }
}
