import type { Permission } from './answers.ts'

/** What a badge says. `lapsed`: a yes whose last day has passed; `unknown`: no verdict was ever written. */
export type BadgeState = 'allowed' | 'unverified' | 'lapsed' | 'denied' | 'needs-evidence' | 'needs-review' | 'unknown'

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'default'

/** Green is for a yes that is proven and not over; a consent nobody verified is a warning. */
export const TONES: Readonly<Record<BadgeState, Tone>> = {
  allowed: 'success',
  unverified: 'warning',
  lapsed: 'danger',
  denied: 'danger',
  'needs-evidence': 'warning',
  'needs-review': 'info',
  unknown: 'default',
}

/** Strictest first, as the verdicts of several numbers or people are weighed. */
export const STRICTEST: readonly BadgeState[] = [
  'denied',
  'lapsed',
  'needs-review',
  'needs-evidence',
  'unknown',
  'unverified',
  'allowed',
]

type WrittenVerdict = { permission: Permission | null; unverified: boolean; validUntil: string | null }

/** Days compare as text. `validUntil` is the last day itself, so that day is still within it. */
export function badgeStateOf({ permission, unverified, validUntil }: WrittenVerdict, today: string): BadgeState {
  if (permission === null) return 'unknown'
  if (permission !== 'allowed') return permission
  if (validUntil !== null && validUntil < today) return 'lapsed'
  return unverified ? 'unverified' : 'allowed'
}
