import { expect, it } from 'vitest'
import { ruleBehind } from '../../src/judgement/rule-behind.ts'
import { RULEBOOKS } from '../../src/permission/rulebooks/index.ts'

const denied = { permission: 'denied', basis: null, rulebook: 'nl-2026-07-01' } as const

it('the rule of the basis, or of the reason that is shown, in the book it was judged by', () => {
  for (const { id, rules } of RULEBOOKS) {
    const yes = { permission: 'allowed', basis: 'customer', reasons: [], rulebook: id } as const
    expect(ruleBehind(yes)).toEqual({ layer: rules.customer.layer, ...rules.customer.source })
    const no = { ...denied, reasons: ['no-basis', 'objection'], rulebook: id } as const
    expect(ruleBehind(no)).toEqual({ layer: rules.objection.layer, ...rules.objection.source })
  }
})

it('a warning beside a yes is not its rule', () => {
  const yes = { permission: 'allowed', basis: 'consent', reasons: ['unverified'], rulebook: 'nl-2026-07-01' } as const
  expect(ruleBehind(yes)?.article).toContain('art. 11.7')
})

it('no number, no law and no such book have no rule', () => {
  expect(ruleBehind({ ...denied, reasons: ['number-missing'] })).toBeNull()
  expect(ruleBehind({ ...denied, reasons: ['no-rulebook'], rulebook: null })).toBeNull()
  expect(ruleBehind({ ...denied, reasons: ['objection'], rulebook: 'nl-1999-01-01' })).toBeNull()
  expect(ruleBehind({ ...denied, reasons: [] })).toBeNull()
})
