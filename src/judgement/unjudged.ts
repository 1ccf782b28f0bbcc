import type { Fact } from '../permission/facts.ts'
import { isFact } from '../permission/read-fact.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { StoredFact } from '../store/ledger/ledger.ts'
import type { SetAside } from '../store/portal/set-aside.ts'
import type { SetAsideReason } from '../words/admin/set-aside.ts'
import { countedRows } from './counted-rows.ts'
import type { ContactVerdict, NumberVerdict } from './judge-contact.ts'

/** Why a contact cannot be judged by all that is known of it: unknown is not a yes. */
export type Unjudged = {
  readonly reason: SetAsideReason
  /** How often its record could not be dealt with; null where the ledger is what cannot be judged. */
  readonly times: number | null
  readonly detail: string | null
}

/** While one of these stands, the record may say what the ledger does not: an objection, for one. */
export const RECORD_UNKNOWN = ['not-read', 'not-derived', 'not-recorded'] as const satisfies readonly SetAsideReason[]

/** What is stored, can be read and counts, its facts, and what keeps the rest from being judged by. */
export function readFacts(
  stored: readonly StoredFact[],
  settings: PortalSettings,
): {
  readonly rows: readonly StoredFact[]
  readonly facts: readonly Fact[]
  readonly unjudged: Unjudged | null
} {
  const unreadable = stored.filter(({ fact }) => !isFact(fact))
  const rows = countedRows(
    stored.filter((row) => !unreadable.includes(row)),
    settings,
  )
  const facts = rows.map(({ fact }) => fact)
  if (unreadable.length === 0) return { rows, facts, unjudged: null }
  const detail = `fact ${unreadable.map(({ factId }) => factId).join(', ')}`
  return { rows, facts, unjudged: { reason: 'not-judged', times: null, detail } }
}

/** The same, or what an event told us has not been carried out: a merge, whose other half may hold a withdrawal. */
export const COUNTS_AS_UNKNOWN = [...RECORD_UNKNOWN, 'event-failed'] as const satisfies readonly SetAsideReason[]

export function recordUnknown({ reason, times, detail }: SetAside): Unjudged {
  return { reason: reason as SetAsideReason, times, detail }
}

type AnyVerdict = Pick<NumberVerdict, 'permission' | 'basis' | 'until'> & { readonly reasons: readonly string[] }

/** What may be said where not all could be judged by: a no stays a no, anything else is for review. */
export function notBeyondReview<Verdict extends AnyVerdict>(verdict: Verdict): Verdict {
  if (verdict.permission === 'denied') return verdict
  return { ...verdict, permission: 'needs-review', basis: null, until: null, reasons: ['not-judged'] }
}

/** The same of a contact and each of its numbers. It changes when it can be judged, not with time. */
export function notJudged(verdict: ContactVerdict): ContactVerdict {
  const numbers = verdict.numbers.map(notBeyondReview)
  if (verdict.permission === 'denied') return { ...verdict, numbers }
  return { ...notBeyondReview(verdict), changesAt: null, numbers }
}

/** Of a contact of which nothing can be said at all. */
export function nothingJudged(rulebook: string | null): ContactVerdict {
  const nothing = { basis: null, until: null, changesAt: null, rulebook, numbers: [] }
  return { permission: 'needs-review', reasons: ['not-judged'], ...nothing }
}
