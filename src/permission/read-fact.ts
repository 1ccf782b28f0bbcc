import {
  CHANNELS,
  FACT_TYPES,
  type Fact,
  type FactType,
  LEGAL_FORMS,
  PURPOSES,
  RELATION_EVENTS,
  RELATION_KINDS,
} from './facts.ts'
import {
  absentOr,
  checkFields,
  day,
  type Fields,
  instant,
  isRecord,
  nullable,
  number,
  oneOf,
  type Shape,
  text,
  truth,
} from './shapes.ts'

const purpose = oneOf(PURPOSES)

/** The whole of each type but its lists and inner objects, which are checked by path below. */
const FIELDS: Readonly<Record<FactType, Fields>> = {
  'legal-form': { at: instant, form: oneOf(LEGAL_FORMS) },
  numbers: { at: instant },
  'consent-given': {
    at: instant,
    id: text,
    number,
    controller: text,
    purpose,
    channel: oneOf(CHANNELS),
    until: absentOr(day),
  },
  'consent-verified': { at: instant, consent: text },
  'consent-withdrawn': { at: instant, consent: nullable(text) },
  objection: { at: instant },
  'call-requested': { at: instant, number, controller: text, until: absentOr(day) },
  relation: {
    at: instant,
    relation: text,
    kind: oneOf(RELATION_KINDS),
    event: oneOf(RELATION_EVENTS),
    controller: text,
    product: nullable(text),
    number,
  },
  'number-designated': { at: instant, number, url: text, purpose },
}

const PROOF: Fields = {
  givenBy: absentOr(text),
  method: absentOr(text),
  source: absentOr(text),
  notice: absentOr(text),
}
const COLLECTION: Fields = { numberGiven: nullable(truth), objectionOffered: nullable(truth) }

const KNOWN_TYPES: readonly unknown[] = FACT_TYPES

function isType(type: unknown): type is FactType {
  return KNOWN_TYPES.includes(type)
}

/** Adds a line to `faults`, `path` first, for each thing that keeps `value` from being a fact. */
export function factFaults(value: unknown, path: string, faults: string[]): void {
  if (!isRecord(value)) {
    faults.push(`${path}: expected an object`)
    return
  }
  const { type } = value
  if (!isType(type)) {
    faults.push(`${path}.type: expected one of ${FACT_TYPES.join(', ')}`)
    return
  }
  checkFields(value, FIELDS[type], path, faults)
  if (type === 'numbers') listFaults(value.numbers, number, `${path}.numbers`, faults)
  if (type === 'consent-given') {
    if (value.products !== 'any') listFaults(value.products, text, `${path}.products`, faults)
    const { proof } = value
    if (proof !== undefined && proof !== null) checkFields(proof, PROOF, `${path}.proof`, faults)
  }
  if (type === 'relation') checkFields(value.collection, COLLECTION, `${path}.collection`, faults)
}

/** Could the law judge by it? Of what was stored one day, another version of us may have been the author. */
export function isFact(value: unknown): value is Fact {
  const faults: string[] = []
  factFaults(value, 'fact', faults)
  return faults.length === 0
}

function listFaults(value: unknown, shape: Shape, path: string, faults: string[]): void {
  if (!Array.isArray(value)) {
    faults.push(`${path}: expected a list`)
    return
  }
  const at = value.findIndex((item) => shape(item) !== null)
  if (at >= 0) faults.push(`${path}[${at}]: ${shape(value[at])}`)
}
