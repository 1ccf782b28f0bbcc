import { expect, it } from 'vitest'
import { promiseCheck, statementAwaits } from './awaits.ts'

// All of them, one by one: node test/house/awaits.ts (minutes).
it('a lost await before verdicts are marked as written is seen by the check', { timeout: 120_000 }, async () => {
  const sees = promiseCheck()
  const marking = statementAwaits(['src/contacts', 'src/night']).filter(({ text }) =>
    /markWritten|finishWritten/.test(text),
  )
  expect(marking.length).toBeGreaterThanOrEqual(3)
  for (const one of marking) expect(await sees(one), `${one.file}:${one.line}`).toBe(true)
})
