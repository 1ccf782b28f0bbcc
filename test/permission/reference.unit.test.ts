import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decide } from '../../src/permission/decide.ts'
import { readCase } from '../../src/permission/read-case.ts'
import { RUNS, someCase } from './cases.ts'
import { reference } from './reference.ts'

it('decides every case as the slow reading of the text does', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(someCase, (input) => {
      expect(readCase(input)).toEqual({ ok: true, case: input })
      const verdict = decide(input)
      for (const word of [verdict.permission, verdict.basis, ...verdict.reasons]) seen.add(String(word))
      expect(verdict).toEqual(reference(input))
    }),
    { numRuns: RUNS },
  )
  // The comparison is worth what it reaches: each permission must have come up.
  if (RUNS >= 1000)
    expect([...seen]).toEqual(expect.arrayContaining(['allowed', 'denied', 'needs-evidence', 'needs-review']))
}, 120_000)
