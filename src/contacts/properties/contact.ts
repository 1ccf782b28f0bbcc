import type { JudgedContact } from '../../judgement/judge-from-ledger.ts'
import type { Fact } from '../../permission/facts.ts'
import { consentOverview } from '../../permission/overview.ts'
import { prepareFacts } from '../../permission/prepared.ts'
import type { OpenPortal } from '../../portal/context.ts'
import { contactProperties } from '../../portal-settings/mapping.ts'
import type { PortalSettings } from '../../portal-settings/schema.ts'
import { OWN_PHONES } from '../../provenance/blocked-numbers.ts'
import { COUNTRY_PROPERTIES } from '../../provenance/region.ts'
import type { SourceRecord } from '../../provenance/source-record.ts'
import { hubspotDate, hubspotDatetime, readHubSpotInstant } from '../../time/hubspot-dates.ts'
import type { EpochMs } from '../../time/units.ts'
import { verdictSentence } from '../../words/rep/verdict-sentence.ts'
import { consentProperties } from './consent.ts'
import { relationProperties } from './relation.ts'

type Properties = Record<string, string>

const NAME = ['firstname', 'lastname', 'email']
const WRITTEN = [
  'belrecht_permission',
  'belrecht_basis',
  'belrecht_reason',
  'belrecht_valid_until',
  'belrecht_rulebook',
  'belrecht_decided_at',
  'belrecht_allowed_numbers',
  'belrecht_objected_at',
  'belrecht_relation',
  'belrecht_relation_until',
  'belrecht_consent_given_by',
  'belrecht_consent_method',
  'belrecht_consent_source',
  'belrecht_consent_given_at',
  'belrecht_consent_scope',
  'belrecht_consent_status',
  'belrecht_preferences_url',
]

/** The properties needed to derive facts from a contact, and to see where it differs from the verdict. */
export function contactPropertiesRead({ mapping }: PortalSettings): string[] {
  const read = ['belrecht_opt_in', ...contactProperties(mapping), ...OWN_PHONES, ...COUNTRY_PROPERTIES]
  return [...new Set([...NAME, ...WRITTEN, ...read])]
}

type RecordRead = {
  readonly at: EpochMs
  /** The record was read with its history, so every tick on it is in the ledger already. */
  readonly historyRead: boolean
}

/** The properties to write so that the contact says what the verdict says; empty when it does already. */
export function propertyChanges(
  judged: JudgedContact,
  record: SourceRecord,
  portal: OpenPortal,
  read: RecordRead,
): Properties {
  const desired = judged.unjudged
    ? refusalProperties(judged.verdict, portal.settings)
    : {
        ...verdictProperties(judged, record, portal.settings, read.at),
        ...boxProperties(judged, record, portal.settings, read),
        belrecht_preferences_url: judged.pageToken === null ? '' : `${portal.personPageBaseUrl}${judged.pageToken}`,
      }
  const changes = Object.entries(desired).filter(
    ([name, value]) =>
      !portal.missingProperties.has(`contacts.${name}`) && !sameValue(record.properties[name] ?? '', value),
  )
  if (changes.length === 0) return {}
  return Object.fromEntries([...changes, ...decidedAt(portal, read.at)])
}

function decidedAt({ missingProperties }: OpenPortal, at: EpochMs): [string, string][] {
  return missingProperties.has('contacts.belrecht_decided_at') ? [] : [['belrecht_decided_at', hubspotDatetime(at)]]
}

/** Of a contact that could not be judged: no former yes stands, and what is known of it stays as it was. */
function refusalProperties({ permission, reasons, rulebook }: JudgedContact['verdict'], settings: PortalSettings) {
  return {
    belrecht_permission: permission.replaceAll('-', '_'),
    belrecht_basis: '',
    belrecht_reason: verdictSentence({ permission, basis: null, until: null, reasons }, settings.language),
    belrecht_valid_until: '',
    belrecht_rulebook: rulebook ?? '',
    belrecht_allowed_numbers: '',
  }
}

function verdictProperties(
  { verdict, facts }: JudgedContact,
  record: SourceRecord,
  settings: PortalSettings,
  at: EpochMs,
): Properties {
  const allowed = verdict.numbers
    .filter(({ permission }) => permission === 'allowed')
    .flatMap(({ number }) => number ?? [])
  const objected = objectionInForce(facts, at)
  return {
    belrecht_permission: verdict.permission.replaceAll('-', '_'),
    belrecht_basis: verdict.basis ?? '',
    belrecht_reason: verdictSentence(verdict, settings.language),
    belrecht_valid_until: hubspotDate(verdict.until),
    belrecht_rulebook: verdict.rulebook ?? '',
    belrecht_allowed_numbers: allowed.join(', '),
    belrecht_objected_at: objected === null ? '' : hubspotDatetime(objected),
    ...consentProperties(facts, record, settings, at),
    ...relationProperties(facts, settings, at),
  }
}

/** The newest objection that no later complete consent reopened, epoch milliseconds. */
export function objectionInForce(facts: readonly Fact[], at: EpochMs): number | null {
  const prepared = prepareFacts(facts)
  const objections = prepared.objections.filter((instant) => instant <= at)
  if (objections.length === 0) return null
  const reopened = consentOverview(prepared, { at }).some(
    ({ objected, state }) => !objected && (state === 'given' || state === 'verified'),
  )
  return reopened ? null : Math.max(...objections)
}

/**
 * The boxes people tick. While an objection stands, its box stays ticked, even if a user unticks it. A box
 * whose consent is over, or whose objection is lifted, is blanked so that a later tick is a change again.
 * That is done only where the record's history was read: otherwise a tick whose event has not arrived yet
 * would be erased before it is recorded. Mapped boxes belong to the portal and are never written.
 */
function boxProperties(
  { facts, ownCounted }: JudgedContact,
  record: SourceRecord,
  settings: PortalSettings,
  { at, historyRead }: RecordRead,
): Properties {
  const boxes: Properties = {}
  const value = (name: string) => record.properties[name] ?? ''
  // Own objections only: a contact that shares a number with a person
  // who objected may not be called on it, but has not objected.
  const objected = objectionInForce(ownCounted, at) !== null
  if (objected) boxes.belrecht_do_not_call = 'true'
  else if (historyRead && value('belrecht_do_not_call') === 'true') boxes.belrecht_do_not_call = ''
  const consents = consentOverview(prepareFacts(facts), { at, house: settings.house })
  const over = consents.length > 0 && consents.every(({ state }) => state === 'withdrawn' || state === 'expired')
  if (over && value('belrecht_opt_in') === 'true') boxes.belrecht_opt_in = ''
  return boxes
}

// HubSpot answers dates and instants in more than one spelling, so they are compared by value.
function sameValue(now: string, desired: string): boolean {
  if (now.trim() === desired.trim()) return true
  const [a, b] = [readHubSpotInstant(now), readHubSpotInstant(desired)]
  return a !== null && a === b
}
