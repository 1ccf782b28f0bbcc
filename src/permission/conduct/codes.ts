import { type InForce, succession } from '../succession.ts'

/** Local wall clock, `HH:MM`; from the first up to, not including, the second. */
export type Hours = readonly [from: string, until: string]

/** A dated code of conduct: when a consumer may be called. */
export type ConductCode = {
  readonly id: string
  /** ISO 8601; the end follows from the next code's start. */
  readonly inForce: { readonly from: string }
  readonly layer: 'code'
  readonly source: { readonly article: string; readonly url: string }
  readonly workdays: Hours
  readonly saturday: Hours
  /** Workdays that end early, by `MM-DD`: the eves on which families sit together, and the evening of remembrance. */
  readonly shortDays: Readonly<Record<string, Hours>>
}

/**
 * Oldest first. The code of 1 July 2012, art. 9; no calls on Sundays and holidays. To be read again against the
 * revisions of 2020 and 2024, which we know only in part: until then the hours we know stand.
 */
export const CODES: readonly InForce<ConductCode>[] = succession<ConductCode>([
  {
    id: 'code-telemarketing-2012',
    inForce: { from: '2012-07-01T00:00:00+02:00' },
    layer: 'code',
    source: { article: 'Code Telemarketing, art. 9 (2012)', url: 'https://www.reclamecode.nl/nrc/code-telemarketing/' },
    workdays: ['09:00', '22:00'],
    saturday: ['10:00', '16:00'],
    shortDays: { '05-04': ['09:00', '18:30'], '12-05': ['09:00', '18:30'], '12-24': ['09:00', '18:30'] },
  },
])
