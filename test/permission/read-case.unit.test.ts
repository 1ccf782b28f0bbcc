import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/permission/decide.ts'
import { FACT_TYPES } from '../../src/permission/facts.ts'
import { readCase } from '../../src/permission/read-case.ts'
import { RUNS, someCase } from './cases.ts'
import {
  consent,
  designated,
  legalForm,
  NUMBER,
  numbers,
  objection,
  relation,
  requested,
  THEN,
  verified,
  withdrawn,
} from './given.ts'

const question = {
  at: '2026-07-01T15:00:00+02:00',
  number: NUMBER,
  purpose: 'commercial',
  channel: 'human',
  controller: 'zonnig',
  product: null,
}
const whole = { id: '1', question, sender: { kind: 'commercial' }, facts: [] }
const faultsOf = (value: unknown): readonly string[] => {
  const reading = readCase(value)
  return reading.ok ? [] : reading.faults
}
/** The paths alone; what was expected is said after them. */
const pathsOf = (value: unknown): string[] => faultsOf(value).map((fault) => fault.slice(0, fault.indexOf(': ')))
const without = (record: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))

const everyFact = [
  legalForm('bv'),
  numbers(THEN, NUMBER),
  consent(),
  verified(THEN),
  withdrawn(THEN),
  objection(THEN),
  requested(),
  relation(),
  designated(),
]

describe('a case that may be judged', () => {
  it('has a fact of every type here', () => {
    expect(everyFact.map((fact) => fact.type)).toEqual([...FACT_TYPES])
    expect(faultsOf({ ...whole, facts: everyFact })).toEqual([])
  })

  it.each<[string, object]>([
    ['a number for an id', { id: 7 }],
    ['no house', {}],
    ['a partial house', { house: { consentYears: 1 } }],
    ['a whole house', { house: { consentYears: 1, relationYears: 3, requireVerified: true } }],
    ['a product', { question: { ...question, product: 'gas' } }],
    [
      'unknown extra fields',
      { extra: 1, question: { ...question, extra: [] }, facts: [{ ...objection(THEN), extra: {} }] },
    ],
    ['no until', { facts: [without(consent(), 'until'), without(requested(), 'until')] }],
    ['until null', { facts: [consent({ until: null }), requested({ until: null })] }],
    ['no proof', { facts: [without(consent(), 'proof')] }],
    ['an empty proof', { facts: [{ ...consent(), proof: {} }] }],
    [
      'a proof of blanks',
      { facts: [{ ...consent(), proof: { givenBy: '', method: null, source: ' ', notice: 'x' } }] },
    ],
    ['an unknown method', { facts: [consent({ proof: { method: 'smoke signals' } })] }],
    ['a list of products', { facts: [consent({ products: [] }), consent({ products: ['gas'] })] }],
    ['all consents withdrawn', { facts: [withdrawn(THEN, null)] }],
    ['no numbers', { facts: [numbers(THEN)] }],
    ['a url that is blank', { facts: [designated({ url: '' })] }],
    ['the longest and the shortest number', { facts: [numbers(THEN, '+123456789012345', '+12')] }],
  ])('%s', (_name, but) => {
    const value = { ...whole, ...but }
    expect(readCase(value)).toEqual({ ok: true, case: value })
  })
})

describe('a case that may not', () => {
  it.each([null, undefined, 1, 'x', true, [], [whole]])('%j is no object', (value) => {
    expect(faultsOf(value)).toEqual(['case: expected an object'])
  })

  it('nothing of it is there', () => {
    expect(pathsOf({})).toEqual(['id', 'question', 'sender', 'facts'])
    expect(pathsOf({ ...whole, question: {}, sender: {}, house: {} })).toEqual([
      'question.at',
      'question.number',
      'question.purpose',
      'question.channel',
      'question.controller',
      'question.product',
      'sender.kind',
    ])
  })

  it.each<[string, object]>([
    ['id', { id: null }],
    ['id', { id: { x: 1 } }],
    ['question', { question: [] }],
    ['question.at', { question: { ...question, at: '2026-07-01T15:00:00' } }],
    ['question.at', { question: { ...question, at: 1782910800000 } }],
    ['question.number', { question: { ...question, number: '0612345678' } }],
    ['question.number', { question: { ...question, number: '+1234567890123456' } }],
    ['question.number', { question: { ...question, number: '+0612345678' } }],
    ['question.number', { question: { ...question, number: 'tel+31612345678' } }],
    ['question.number', { question: { ...question, number: 31612345678 } }],
    // A list of one text reads as that text wherever a pattern is tried on it.
    ['question.number', { question: { ...question, number: [NUMBER] } }],
    ['question.at', { question: { ...question, at: [THEN] } }],
    ['facts[0].until', { facts: [{ ...consent(), until: ['2026-07-01'] }] }],
    ['question.purpose', { question: { ...question, purpose: 'sales' } }],
    ['question.channel', { question: { ...question, channel: 'ai' } }],
    ['question.controller', { question: { ...question, controller: null } }],
    ['question.product', { question: { ...question, product: 1 } }],
    ['sender.kind', { sender: { kind: 'party' } }],
    ['sender', { sender: null }],
    ['house', { house: null }],
    ['house.consentYears', { house: { consentYears: 0 } }],
    ['house.consentYears', { house: { consentYears: 4 } }],
    ['house.relationYears', { house: { relationYears: 1.5 } }],
    ['house.relationYears', { house: { relationYears: '2' } }],
    ['house.relationYears', { house: { relationYears: null } }],
    ['house.requireVerified', { house: { requireVerified: 'yes' } }],
    ['facts', { facts: {} }],
    ['facts[0]', { facts: [null] }],
    ['facts[0].type', { facts: [{ at: THEN }] }],
    ['facts[1].type', { facts: [objection(THEN), { type: 'complaint', at: THEN }] }],
    ['facts[0].type', { facts: [{ type: 'toString', at: THEN }] }],
    ['facts[0].at', { facts: [objection('2025-02-30T12:00:00Z')] }],
    ['facts[0].numbers', { facts: [{ ...numbers(THEN), numbers: NUMBER }] }],
    ['facts[0].numbers[1]', { facts: [numbers(THEN, NUMBER, '112', 'x')] }],
    ['facts[0].products', { facts: [{ ...consent(), products: 'all' }] }],
    ['facts[0].products', { facts: [without(consent(), 'products')] }],
    ['facts[0].products[0]', { facts: [{ ...consent(), products: [null] }] }],
    ['facts[0].until', { facts: [consent({ until: '2026-02-29' })] }],
    ['facts[0].until', { facts: [requested({ until: '2026-07-01T00:00:00Z' })] }],
    ['facts[0].until', { facts: [{ ...requested(), until: 20260701 }] }],
    ['facts[0].proof', { facts: [{ ...consent(), proof: 'yes' }] }],
    ['facts[0].proof', { facts: [{ ...consent(), proof: [] }] }],
    ['facts[0].proof.givenBy', { facts: [{ ...consent(), proof: { givenBy: 1 } }] }],
    ['facts[0].proof.method', { facts: [{ ...consent(), proof: { method: false } }] }],
    ['facts[0].proof.source', { facts: [{ ...consent(), proof: { source: [] } }] }],
    ['facts[0].proof.notice', { facts: [{ ...consent(), proof: { notice: {} } }] }],
    ['facts[0].form', { facts: [{ ...legalForm('bv'), form: 'ltd' }] }],
    ['facts[0].kind', { facts: [{ ...relation(), kind: 'lead' }] }],
    ['facts[0].event', { facts: [{ ...relation(), event: 'won' }] }],
    ['facts[0].purpose', { facts: [{ ...designated(), purpose: 'offers' }] }],
    ['facts[0].collection', { facts: [without(relation(), 'collection')] }],
    ['facts[0].collection.numberGiven', { facts: [{ ...relation(), collection: { objectionOffered: null } }] }],
    [
      'facts[0].collection.objectionOffered',
      { facts: [{ ...relation(), collection: { numberGiven: null, objectionOffered: 1 } }] },
    ],
  ])('%s', (path, but) => {
    expect(pathsOf({ ...whole, ...but })).toEqual([path])
  })

  const optional = ['type', 'until', 'proof']
  const required = everyFact.flatMap((fact) =>
    Object.keys(fact)
      .filter((name) => !optional.includes(name))
      .map((name) => [fact.type, name, fact] as const),
  )
  it.each(required)('%s without %s', (_type, name, fact) => {
    expect(pathsOf({ ...whole, facts: [without(fact, name)] })).toEqual([`facts[0].${name}`])
  })

  it('says what was expected', () => {
    const value = {
      id: [],
      question: { ...question, at: '', number: '', purpose: '', controller: 1 },
      sender: 1,
      house: { consentYears: 9, requireVerified: 1 },
      facts: [consent({ until: 'x' }), 1, { ...numbers(THEN), numbers: 1 }],
    }
    expect(faultsOf(value)).toEqual([
      'id: expected a string',
      'question.at: expected an existing ISO 8601 instant with an offset, such as 2026-07-01T15:00:00+02:00',
      'question.number: expected an E.164 number such as +31612345678',
      'question.purpose: expected one of commercial, charitable, service, requested',
      'question.controller: expected a string',
      'sender: expected an object',
      'house.consentYears: expected a whole number from 1 to 3',
      'house.requireVerified: expected true or false',
      'facts[0].until: expected an existing date, YYYY-MM-DD',
      'facts[1]: expected an object',
      'facts[2].numbers: expected a list',
    ])
    expect(faultsOf({ ...whole, facts: 1 })).toEqual(['facts: expected a list'])
    expect(faultsOf({ ...whole, facts: [{}] })).toEqual([`facts[0].type: expected one of ${FACT_TYPES.join(', ')}`])
  })

  it('a hostile list answers with twenty paths, not with a million', () => {
    expect(faultsOf({ ...whole, facts: new Array(1000).fill(1) })).toHaveLength(20)
  })
})

it('whatever JSON comes: a reading, and if it is whole a verdict', () => {
  const broken = fc.tuple(someCase, fc.jsonValue(), fc.nat()).map(([asked, junk, pick]) => {
    // One value somewhere in a good case, replaced: nearer to real faults than noise alone.
    const spots: [Record<string, unknown>, string][] = []
    const copy = JSON.parse(JSON.stringify(asked))
    const walk = (node: Record<string, unknown>): void => {
      for (const [name, value] of Object.entries(node)) {
        spots.push([node, name])
        if (typeof value === 'object' && value !== null) walk(value as Record<string, unknown>)
      }
    }
    walk(copy)
    const spot = spots[pick % spots.length]
    if (spot !== undefined) spot[0][spot[1]] = junk
    return copy as unknown
  })
  fc.assert(
    fc.property(fc.oneof(broken, fc.jsonValue()), (value) => {
      const reading = readCase(value)
      if (reading.ok) expect(decide(reading.case).reasons).toBeInstanceOf(Array)
      else expect(reading.faults.length).toBeGreaterThan(0)
    }),
    { numRuns: RUNS },
  )
})
