import { expect, it } from 'vitest'
import { instantOf } from '../../src/time/instants.ts'
import { localDay, midnight } from '../../src/time/local-days.ts'
import type { PortalId } from '../../src/time/units.ts'

it('a day is no instant and an instant no day: the compiler refuses the one for the other', () => {
  const instant = instantOf('2026-07-01T00:00:00+02:00')
  const day = localDay(instant)
  expect(midnight(day)).toBe(instant)
  // Never called: it is for the compiler alone.
  const swapped = [
    // @ts-expect-error an instant where a day is asked
    () => midnight(instant),
    // @ts-expect-error a day where an instant is asked
    () => localDay(day),
    // @ts-expect-error an account where an instant is asked
    (portalId: PortalId) => localDay(portalId),
  ]
  expect(swapped).toHaveLength(3)
  expect(midnight(day + 1) - midnight(day)).toBe(86_400_000)
})
