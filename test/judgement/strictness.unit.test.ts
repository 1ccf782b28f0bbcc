import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byStrictness, strictest } from '../../src/judgement/strictness.ts'
import { PERMISSIONS } from '../../src/permission/facts.ts'

const graded = fc.record({
  permission: fc.constantFrom(...PERMISSIONS),
  until: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
})

describe('strictness', () => {
  it('a no before a doubt, a doubt before a yes; a yes that ends before one that does not', () => {
    const [denied, allowed] = [{ permission: 'denied', until: null } as const, 'allowed' as const]
    const sorted = [
      denied,
      { permission: 'needs-review', until: null },
      { permission: 'needs-evidence', until: null },
      { permission: allowed, until: 1 },
      { permission: allowed, until: 2 },
      { permission: allowed, until: null },
    ] as const
    expect(sorted.toReversed().sort(byStrictness)).toEqual(sorted)
    expect(strictest(sorted.toReversed())).toBe(denied)
  })

  it('of equals the first; of none, none', () => {
    const [one, other] = [1, 2].map((id) => ({ id, permission: 'allowed', until: null }) as const)
    expect(one && other && strictest([one, other])).toBe(one)
    expect(strictest([])).toBeNull()
  })

  it('is an order: whichever comes first, the same one is strictest', () => {
    fc.assert(
      fc.property(fc.array(graded, { minLength: 1 }), (verdicts) => {
        expect(strictest(verdicts.toReversed())).toEqual(strictest(verdicts))
        for (const one of verdicts) expect(byStrictness(one, one)).toBe(0)
      }),
    )
  })
})
