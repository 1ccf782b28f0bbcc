import type { Permission } from './answers.ts'
import { type BadgeState, badgeStateOf } from './badge-state.ts'
import { readDay } from './days.ts'

/** The app's properties of a contact that the first paint needs. */
export const RECORD_VERDICT_PROPERTIES = [
  'belrecht_permission',
  'belrecht_reason',
  'belrecht_basis',
  'belrecht_valid_until',
  'belrecht_consent_status',
  'belrecht_decided_at',
]

/** The verdict as it stands on the record itself: what to show before, and without, an answer of our service. */
export type RecordVerdict = { badge: BadgeState; reason: string; validUntil: string | null; decidedAt: string | null }

/**
 * Fails closed: a term that is over, or cannot be read, is no yes, whatever the record still says. `today` is
 * Amsterdam's `YYYY-MM-DD`.
 */
export function recordVerdictOf(
  properties: Readonly<Record<string, string | null | undefined>>,
  today: string,
): RecordVerdict {
  const of = (name: string) => properties[`belrecht_${name}`]?.trim() ?? ''
  const until = of('valid_until')
  const day = until === '' ? null : readDay(until)
  const unverified = of('basis') === 'consent' && of('consent_status') !== 'verified'
  const unreadable = until !== '' && day === null
  const badge = badgeStateOf({ permission: permissionOf(of('permission')), unverified, validUntil: day }, today)
  return {
    badge: unreadable && (badge === 'allowed' || badge === 'unverified') ? 'unknown' : badge,
    reason: of('reason'),
    validUntil: day,
    decidedAt: of('decided_at') || null,
  }
}

const PERMISSIONS: readonly Permission[] = ['allowed', 'denied', 'needs-evidence', 'needs-review']

/** HubSpot's option values are written with underscores. */
function permissionOf(value: string): Permission | null {
  return PERMISSIONS.find((permission) => permission === value.replaceAll('_', '-')) ?? null
}
