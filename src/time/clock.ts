/**
 * Business time, in epoch milliseconds. Leases, signatures and token lifetimes do not use it: they are about the real
 * machine and read `Date.now()`.
 */
export type Clock = {
  now(): number
}

export const systemClock: Clock = { now: () => Date.now() }
