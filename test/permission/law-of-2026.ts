import { RULEBOOKS, type RuleBook } from '../../src/permission/rulebooks/index.ts'
import { succession } from '../../src/permission/succession.ts'

/**
 * The books that these tests were written about. Under a later book an endless window may get an end; that is for the
 * later book's own tests to say.
 */
export const LAW_OF_2026 = succession<RuleBook>(
  RULEBOOKS.filter(({ starts }) => starts <= Date.parse('2026-07-01T00:00:00+02:00')),
)
