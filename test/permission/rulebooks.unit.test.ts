import { describe, expect, it } from 'vitest'
import { BASES, REASON_CODES, RELATION_KINDS, SENDER_KINDS } from '../../src/permission/facts.ts'
import {
  grantEnd,
  isGranted,
  nextRulebookStart,
  RULEBOOK_IDS,
  RULEBOOKS,
  rulebookAt,
  rulebookById,
} from '../../src/permission/rulebooks/index.ts'

const FIRST = Date.parse('2021-07-01T00:00:00+02:00')
const SECOND = Date.parse('2026-07-01T00:00:00+02:00')

describe('the register', () => {
  it('every instant has the law in force at it, half-open', () => {
    expect(rulebookAt(FIRST - 1)).toBeNull()
    expect(rulebookAt(FIRST)?.id).toBe('nl-2021-07-01')
    expect(rulebookAt(SECOND - 1)?.id).toBe('nl-2021-07-01')
    expect(rulebookAt(SECOND)?.id).toBe('nl-2026-07-01')
    expect(rulebookAt(Date.parse('2100-01-01T00:00:00Z'))).toBe(RULEBOOKS.at(-1))
  })

  it('the next law starts after the instant, not at it', () => {
    expect(nextRulebookStart(FIRST - 1)).toBe(FIRST)
    expect(nextRulebookStart(FIRST)).toBe(SECOND)
    expect(nextRulebookStart(RULEBOOKS.at(-1)?.starts ?? 0)).toBe(Number.POSITIVE_INFINITY)
  })

  it('the books follow one another without gap or overlap', () => {
    expect(RULEBOOKS.map(({ ends }) => ends)).toEqual([
      ...RULEBOOKS.slice(1).map(({ starts }) => starts),
      Number.POSITIVE_INFINITY,
    ])
    for (const { starts, ends } of RULEBOOKS) expect(starts).toBeLessThan(ends)
  })

  it('every book has an id of its own, by which it is found', () => {
    expect(new Set(RULEBOOK_IDS).size).toBe(RULEBOOKS.length)
    for (const book of RULEBOOKS) expect(rulebookById(book.id)).toBe(book)
    expect(rulebookById('nl-1999-01-01')).toBeNull()
  })

  it('every book is named after the Amsterdam day on which it starts', () => {
    for (const { id, inForce } of RULEBOOKS)
      expect(inForce.from).toMatch(new RegExp(`^${id.slice(3)}T00:00:00\\+0[12]:00$`))
  })
})

describe('grants', () => {
  const granted = (at: number) =>
    RELATION_KINDS.map((kind) => {
      const book = rulebookAt(at)
      return [kind, SENDER_KINDS.filter((sender) => book !== null && isGranted(book, kind, sender))]
    })

  it('from 1 July 2021', () => {
    expect(granted(FIRST)).toEqual([
      ['customer', ['commercial', 'charity', 'publisher', 'lottery']],
      ['donor', ['charity']],
      ['volunteer', ['charity']],
      ['attendee', ['charity']],
      ['sympathiser', ['charity']],
    ])
  })

  it('from 1 July 2026', () => {
    expect(granted(SECOND)).toEqual([
      ['customer', ['publisher', 'lottery']],
      ['donor', ['charity']],
      ['volunteer', ['charity']],
      ['attendee', ['charity']],
      ['sympathiser', ['charity']],
    ])
  })

  it('end where a later book does not give them', () => {
    const [first, second] = RULEBOOKS
    expect(grantEnd(first?.later ?? [], 'customer', 'commercial')).toBe(SECOND)
    expect(grantEnd(first?.later.slice(0, 1) ?? [], 'customer', 'publisher')).toBe(Number.POSITIVE_INFINITY)
    expect(grantEnd(first?.later.slice(0, 1) ?? [], 'donor', 'charity')).toBe(Number.POSITIVE_INFINITY)
    expect(grantEnd(second ? [second] : [], 'customer', 'commercial')).toBe(SECOND)
    expect(grantEnd([], 'customer', 'commercial')).toBe(Number.POSITIVE_INFINITY)
  })
})

describe.each(RULEBOOKS.map((book) => [book.id, book] as const))('the rules of %s', (_id, book) => {
  it('name a layer and a source for every basis and every reason', () => {
    for (const word of [...BASES, ...REASON_CODES]) {
      const { layer, source } = book.rules[word]
      expect(['statute', 'regulator', 'code', 'house']).toContain(layer)
      expect(source.article).toMatch(/\S/)
      expect(new URL(source.url).protocol).toBe('https:')
    }
  })

  it('name the article of every statute, and link the act in a dated wording', () => {
    const rules = [...BASES, ...REASON_CODES].map((word) => book.rules[word]).concat(book.grants)
    for (const { layer, source } of rules) {
      if (layer === 'statute') expect(source.article).toMatch(/^art\. \d/)
      if (source.url.includes('wetten.overheid.nl')) expect(source.url).toMatch(/\/BWBR0009950\/\d{4}-\d\d-\d\d$/)
    }
  })

  it('say three years by self-regulation and objection by statute', () => {
    expect(book.rules['expired-relation'].layer).toBe('code')
    expect(book.rules['expired-consent'].layer).toBe('house')
    expect(book.rules.unverified.layer).toBe('regulator')
    expect(book.rules.objection.layer).toBe('statute')
  })

  it('give every grant by statute', () => {
    for (const grant of book.grants)
      expect(grant).toMatchObject({
        layer: 'statute',
        source: book.rules[grant.kind === 'sympathiser' ? 'donor' : grant.kind].source,
      })
  })
})
