import type { EpochMs } from './units.ts'

/**
 * Business time, in epoch milliseconds. Leases, signatures and token lifetimes do not use it: they are about the real
 * machine and read `Date.now()`.
 */
export type Clock = {
  now(): EpochMs
}

export const systemClock: Clock = { now: () => Date.now() }
