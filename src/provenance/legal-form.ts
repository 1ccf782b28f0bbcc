import { LEGAL_FORMS, type LegalForm } from '../permission/facts.ts'
import type { Mapping } from '../portal-settings/mapping.ts'
import type { SourceRecord } from './source-record.ts'
import { currentValue } from './timeline.ts'

/** A form and the company it was read from; null where the contact says it or nobody does. */
export type StatedForm = { readonly form: LegalForm; readonly companyId: string | null }

export function companyOrigin(companyId: string): string {
  return `company:${companyId}`
}

export type CompanyLink = { readonly company: SourceRecord; readonly primary: boolean }

/**
 * The contact's own legal form wins. Its company's counts only where the portal declared `b2b` (HubSpot links people to
 * companies by e-mail domain by itself): the primary company's, or the strictest of several without a primary.
 */
export function legalFormOf(
  contact: SourceRecord,
  companies: readonly CompanyLink[],
  mapping: Pick<Mapping, 'legalForm' | 'companyLegalForm'>,
  b2b: boolean,
): StatedForm {
  const own = currentValue(contact, mapping.legalForm)
  if (own !== '') return { form: known(own), companyId: null }
  if (!b2b) return { form: 'unknown', companyId: null }
  const counted = companies.filter(({ primary }) => primary)
  const stated = (counted.length > 0 ? counted : companies)
    .map(({ company }) => ({ form: known(currentValue(company, mapping.companyLegalForm)), companyId: company.id }))
    .sort((a, b) => LEGAL_FORMS.indexOf(a.form) - LEGAL_FORMS.indexOf(b.form))
  return stated[0] ?? { form: 'unknown', companyId: null }
}

function known(value: string): LegalForm {
  return LEGAL_FORMS.find((form) => form === value) ?? 'unknown'
}
