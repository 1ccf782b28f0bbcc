import type { LegalForm } from '../permission/facts.ts'
import type { SourceRecord } from './source-record.ts'
import { currentValue } from './timeline.ts'

/** From the strictest reading to the loosest: natural persons are protected, and unknown counts as one. */
const STRICTEST_FIRST: readonly LegalForm[] = [
  'unknown',
  'consumer',
  'eenmanszaak',
  'vof',
  'cv',
  'maatschap',
  'bv',
  'nv',
  'stichting',
  'vereniging',
  'cooperatie',
  'owm',
]

export type CompanyLink = { readonly company: SourceRecord; readonly primary: boolean }

/**
 * The contact's own legal form wins. Its company's counts only where the portal declared `b2b` (HubSpot links people to companies by
 * e-mail domain by itself): the primary company's, or the strictest of several without a primary.
 */
export function legalFormOf(
  contact: SourceRecord,
  companies: readonly CompanyLink[],
  property: string,
  b2b: boolean,
): LegalForm {
  const own = currentValue(contact, property)
  if (own !== '') return known(own)
  if (!b2b || companies.length === 0) return 'unknown'
  const counted = companies.filter(({ primary }) => primary)
  const forms = (counted.length > 0 ? counted : companies).map(({ company }) =>
    known(currentValue(company, 'belrecht_legal_form')),
  )
  return STRICTEST_FIRST.find((form) => forms.includes(form)) ?? 'unknown'
}

function known(value: string): LegalForm {
  return STRICTEST_FIRST.find((form) => form === value) ?? 'unknown'
}
