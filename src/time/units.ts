/**
 * Numbers that could be mistaken for one another. A plain number fits each of them, so that literals and
 * sums need no cast, but none of them fits another. Types only: nothing of them is left at run time.
 */

/** An instant: milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number & { readonly unit?: 'epoch milliseconds' }

/** A local calendar date as the count of days since 1970-01-01; a date, not an instant. */
export type DayNumber = number & { readonly unit?: 'days' }

/** A HubSpot account's id. */
export type PortalId = number & { readonly unit?: 'portal' }
