import { isBlank } from '../../permission/answers.ts'
import type { Fact } from '../../permission/facts.ts'
import { type ConsentOverview, type ConsentState, consentOverview } from '../../permission/overview.ts'
import { prepareFacts } from '../../permission/prepared.ts'
import type { PortalSettings } from '../../portal-settings/schema.ts'
import type { SourceRecord } from '../../provenance/source-record.ts'
import { hubspotDatetime } from '../../time/hubspot-dates.ts'
import type { EpochMs } from '../../time/units.ts'
import { consentScopeWords } from '../../words/rep/consent-scope.ts'
import type { Language } from '../../words/wording.ts'

/** The consent to show first: a valid one before one that lacks proof, before one that is over; then the newest. */
const RANK: readonly ConsentState[] = ['verified', 'given', 'incomplete', 'expired', 'withdrawn']

/** The six questions about a consent, answered on the contact: who, how, from which source, when, which, status. */
export function consentProperties(
  facts: readonly Fact[],
  record: SourceRecord,
  settings: PortalSettings,
  at: EpochMs,
): Record<string, string> {
  const shown = consentShown(facts, settings, at)
  if (!shown) return NO_CONSENT
  const { proof } = shown.fact
  return {
    belrecht_consent_given_by: whoOf(proof?.givenBy, nameOf(record), shown.number),
    belrecht_consent_method: proof?.method ?? '',
    belrecht_consent_source: proof?.source ?? '',
    belrecht_consent_given_at: hubspotDatetime(shown.at),
    belrecht_consent_scope: scopeOf(shown, settings, settings.language),
    belrecht_consent_status: shown.state === 'incomplete' ? 'given' : shown.state,
  }
}

const NO_CONSENT = {
  belrecht_consent_given_by: '',
  belrecht_consent_method: '',
  belrecht_consent_source: '',
  belrecht_consent_given_at: '',
  belrecht_consent_scope: '',
  belrecht_consent_status: 'none',
}

/** The one consent to show of several, or null where none was given. */
export function consentShown(facts: readonly Fact[], settings: PortalSettings, at: EpochMs): ConsentOverview | null {
  const consents = consentOverview(prepareFacts(facts), { at, controller: settings.controller, house: settings.house })
  return [...consents].sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state) || b.at - a.at)[0] ?? null
}

function nameOf({ properties }: SourceRecord): string {
  const name = [properties.firstname, properties.lastname].filter(Boolean).join(' ') || properties.email || ''
  return name
}

/**
 * Who gave it: `proof.givenBy` and the number. What came from HubSpot's records names the record, and users are shown
 * whose it is. Blank where nobody is said to have given it.
 */
export function whoOf(givenBy: string | null | undefined, name: string, number: string): string {
  if (isBlank(givenBy)) return ''
  const who = givenBy?.startsWith('contact:') ? name : givenBy?.trim()
  return [who, number].filter(Boolean).join(', ')
}

/** Which consent, in words. */
export function scopeOf({ fact }: ConsentOverview, { controllerName }: PortalSettings, language: Language): string {
  const { purpose, products, channel, proof } = fact
  const notice = proof?.notice?.trim() ?? ''
  return consentScopeWords({ sender: controllerName, purpose, products, channel, notice }, language)
}
