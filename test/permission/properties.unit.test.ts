import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/permission/decide.ts'
import type { Case, Fact, Verdict } from '../../src/permission/facts.ts'
import { RUNS, someCase, someFact } from './cases.ts'

const runs = { numRuns: Math.ceil(RUNS / 2) }
const gist = ({ permission, basis }: Verdict) => ({ permission, basis })
const at = (asked: Case, instant: number): Case => ({
  ...asked,
  question: { ...asked.question, at: new Date(instant).toISOString() },
  // With no new facts: what has not happened when the question is asked never does.
  facts: asked.facts.filter((fact) => Date.parse(fact.at) <= Date.parse(asked.question.at)),
})

describe('for every case', () => {
  it('the order and the repetition of facts never matter', () => {
    const shuffled = someCase.chain((asked) =>
      fc
        .tuple(fc.shuffledSubarray([...asked.facts], { minLength: asked.facts.length }), fc.subarray([...asked.facts]))
        .map(([order, again]) => [asked, { ...asked, facts: [...again, ...order] }] as const),
    )
    fc.assert(
      fc.property(shuffled, ([asked, other]) => {
        expect(decide(other)).toEqual(decide(asked))
      }),
      runs,
    )
  })

  it('nothing changes before changesAt, and at changesAt it does', () => {
    fc.assert(
      fc.property(someCase, fc.double({ min: 0, max: 1, noNaN: true }), (asked, share) => {
        const now = decide(asked)
        const from = Date.parse(asked.question.at)
        const end = now.changesAt === null ? from + 4 * 366 * 86_400_000 : Date.parse(now.changesAt)
        expect(end).toBeGreaterThan(from)
        const between = Math.min(from + Math.floor((end - from) * share), end - 1)
        for (const instant of [between, end - 1]) expect(gist(decide(at(asked, instant)))).toEqual(gist(now))
        if (now.changesAt !== null) expect(gist(decide(at(asked, end)))).not.toEqual(gist(now))
      }),
      runs,
    )
  })

  it('a yes lasts until its until, and not at it', () => {
    fc.assert(
      fc.property(someCase, (asked) => {
        const now = decide(asked)
        if (now.permission !== 'allowed') expect(now.until).toBeNull()
        if (now.until === null) return
        const end = Date.parse(now.until)
        expect(decide(at(asked, end - 1)).permission).toBe('allowed')
        expect(decide(at(asked, end)).permission).not.toBe('allowed')
        expect(Date.parse(now.changesAt ?? '')).toBeLessThanOrEqual(end)
      }),
      runs,
    )
  })

  const GRANTS = new Set<Fact['type']>(['consent-given', 'relation', 'call-requested', 'number-designated'])

  it('dropping a grant never allows', () => {
    // An `ended` takes away as well as gives: without it the relation runs, so only what purely grants is dropped.
    const grants = (fact: Fact): boolean =>
      GRANTS.has(fact.type) && !(fact.type === 'relation' && fact.event === 'ended')
    // A refused collection is carried by a relation event: dropping the event drops the refusal with it.
    const refuses = (fact: Fact): boolean =>
      fact.type === 'relation' && (fact.collection.numberGiven === false || fact.collection.objectionOffered === false)
    fc.assert(
      fc.property(someCase, fc.nat(), (asked, pick) => {
        const droppable = asked.facts.filter((fact) => grants(fact) && !refuses(fact))
        const dropped = droppable[pick % Math.max(1, droppable.length)]
        const without = decide({ ...asked, facts: asked.facts.filter((fact) => fact !== dropped) })
        if (decide(asked).permission !== 'allowed') expect(without.permission).not.toBe('allowed')
      }),
      runs,
    )
  })

  it('an objection now leaves nothing but the calls that are not sales', () => {
    fc.assert(
      fc.property(someCase, (asked) => {
        const objection: Fact = { type: 'objection', at: asked.question.at }
        const { basis } = decide({ ...asked, facts: [...asked.facts, objection] })
        expect([null, 'service']).toContain(basis)
      }),
      runs,
    )
  })

  it('facts alone never allow for ever, unless they are a state rather than an event', () => {
    const unlimited = ['legal-person', 'designated-number', 'service']
    fc.assert(
      fc.property(someCase, (asked) => {
        const verdict = decide(asked)
        const running = asked.facts.some((fact) => fact.type === 'relation' && fact.event === 'started')
        if (verdict.permission !== 'allowed' || running || unlimited.includes(String(verdict.basis))) return
        const end = Date.parse(verdict.until ?? '')
        expect(end).toBeLessThanOrEqual(Date.parse(asked.question.at) + 3 * 366 * 86_400_000)
      }),
      runs,
    )
  })

  it('a fact that is still to come counts for nothing', () => {
    fc.assert(
      fc.property(someCase, someFact, (asked, fact) => {
        const coming = { ...fact, at: new Date(Date.parse(asked.question.at) + 1).toISOString() }
        expect(decide({ ...asked, facts: [...asked.facts, coming] })).toEqual(decide(asked))
      }),
      runs,
    )
  })
})
