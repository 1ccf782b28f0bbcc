import { describe, expect, it } from 'vitest'
import { BASES, REASON_CODES, RELATION_KINDS, RULEBOOK_IDS, SENDER_KINDS } from '../../src/permission/facts.ts'
import {
  grantEnd,
  isGranted,
  nextRulebookStart,
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
    expect(rulebookAt(Date.parse('2100-01-01T00:00:00Z'))?.id).toBe('nl-2026-07-01')
  })

  it('the next law starts after the instant, not at it', () => {
    expect(nextRulebookStart(FIRST - 1)).toBe(FIRST)
    expect(nextRulebookStart(FIRST)).toBe(SECOND)
    expect(nextRulebookStart(SECOND)).toBe(Number.POSITIVE_INFINITY)
  })

  it('the books follow one another without gap or overlap', () => {
    expect(RULEBOOKS.map((book) => book.id)).toEqual([...RULEBOOK_IDS])
    expect(RULEBOOKS.map((book) => book.inForce.until)).toEqual([
      ...RULEBOOKS.slice(1).map((book) => book.inForce.from),
      null,
    ])
  })

  it('a book is found by its id', () => {
    for (const book of RULEBOOKS) expect(rulebookById(book.id)).toBe(book)
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
    expect(grantEnd(FIRST, 'customer', 'commercial')).toBe(SECOND)
    expect(grantEnd(SECOND, 'customer', 'commercial')).toBe(Number.POSITIVE_INFINITY)
    expect(grantEnd(FIRST, 'customer', 'publisher')).toBe(Number.POSITIVE_INFINITY)
    expect(grantEnd(FIRST, 'donor', 'charity')).toBe(Number.POSITIVE_INFINITY)
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
