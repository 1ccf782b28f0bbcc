import type { ParkedReason } from '../store/inbox/parking.ts'

/** The kinds of records that Belrecht reads. */
export type RecordKind = 'contact' | 'company' | 'deal' | 'task' | 'call'

export type RecordRef = { readonly kind: RecordKind; readonly id: string }

/**
 * What a HubSpot event asks of us. Events are hints, late and out of order: most
 * only say which records to refresh, and a deletion is a refresh that finds nothing.
 */
export type EventEffect =
  | { readonly kind: 'refresh'; readonly records: readonly RecordRef[] }
  | { readonly kind: 'merge'; readonly from: readonly string[]; readonly into: string }
  | { readonly kind: 'forget'; readonly contactId: string }
  | { readonly kind: 'echo' }
  | { readonly kind: 'unknown'; readonly reason: ParkedReason }
