import { expect, it } from 'vitest'
import { nowFor } from '../../src/judgement/judge-from-ledger.ts'
import type { Fact } from '../../src/permission/facts.ts'

const NOW = Date.parse('2026-07-01T12:00:00Z')
const objection = (ahead: number): Fact => ({ type: 'objection', at: new Date(NOW + ahead).toISOString() })

it('what HubSpot’s clock dated up to five minutes ahead has happened; later is still to come', () => {
  expect(nowFor([], NOW)).toBe(NOW)
  expect(nowFor([objection(-5), objection(299_000)], NOW)).toBe(NOW + 299_000)
  expect(nowFor([objection(300_000)], NOW)).toBe(NOW + 300_000)
  expect(nowFor([objection(300_001)], NOW)).toBe(NOW)
})
