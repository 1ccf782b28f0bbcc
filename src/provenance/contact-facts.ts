import type { Fact } from '../permission/facts.ts'
import { contactProperties } from '../portal-settings/mapping.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { readHubSpotInstant } from '../time/hubspot-dates.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { OWN_PHONES } from './blocked-numbers.ts'
import { type DealStatement, dealOrigin, dealRelations, type ReadDeals, readDeals } from './deal-relations.ts'
import { type Objection, objections } from './do-not-call.ts'
import { isTakenBack } from './evidence.ts'
import { type CompanyLink, legalFormOf, type StatedForm } from './legal-form.ts'
import { mappedPhones } from './numbers.ts'
import { type Consent, optIns } from './opt-in.ts'
import { COUNTRY_PROPERTIES } from './region.ts'
import { isReplaced, statedRelations } from './relation-kind.ts'
import { hasNotDeclaredDeals, relationScope } from './relation-scope.ts'
import type { SourcedFact, SourceRecord } from './source-record.ts'
import { legalFormChange, numbersChange } from './state-facts.ts'
import { currentValue, versions } from './timeline.ts'

/** Everything HubSpot shows about one contact at one moment. */
export type ContactSnapshot = {
  readonly contact: SourceRecord
  readonly companies: readonly CompanyLink[]
  readonly deals: readonly SourceRecord[]
}

export type DerivedFacts = {
  /** Acts and states: added to the ledger, never taken back. */
  readonly events: readonly SourcedFact<Fact>[]
  readonly objections: readonly Objection[]
  /** What deals and relation kinds say now: the ledger is made to agree, by adding and by retracting. */
  readonly relations: readonly SourcedFact<Fact>[]
  /** Of `known`: what the record has since been corrected to say otherwise. */
  readonly takenBack: ReadonlySet<Fact>
  /** What the linked deals say now by `momentKey`, whatever the numbers. */
  readonly moments: ReadonlyMap<string, Pick<DealStatement, 'kind' | 'free'>>
  /** Its deals' relations stay as they are, neither made nor retracted: a charity has not said what its deals are. */
  readonly dealsUndeclared: boolean
  readonly deals: Pick<ReadDeals, 'undeclared' | 'declared' | 'unreadable'>
  /** The contact's own dates that are filled and that nobody can read: property names. */
  readonly unreadableDates: readonly string[]
}

/**
 * A deal's statement without the person's numbers: what was drawn from a record that was merged away stands as long as
 * its deal still says so, since the numbers of that record are in no history any more.
 */
export function momentKey(origin: string, { event, at }: { readonly event: string; readonly at: string }): string {
  return `${origin} ${event} ${instantOf(at)}`
}

/** The contact properties whose history shows how facts arose. */
export function historyNeeded(settings: PortalSettings): string[] {
  return [...new Set([...contactProperties(settings.mapping), ...OWN_PHONES, ...COUNTRY_PROPERTIES])]
}

/**
 * Facts from a contact's record, its deals and its companies.
 * @param known the contact's facts in the ledger, live ones only
 * @param observedAt epoch ms at which the snapshot was taken
 */
export function deriveFacts(
  snapshot: ContactSnapshot,
  settings: PortalSettings,
  known: readonly Fact[],
  observedAt: EpochMs,
  appId: string,
): DerivedFacts {
  const { contact, companies, deals } = snapshot
  const { mapping, consent } = settings
  const phones = mappedPhones(settings)
  const scope = relationScope(settings)
  const said = readDeals(deals, contact, scope)
  const consentScope = {
    controller: settings.controller,
    purpose: settings.purpose,
    products: consent.products,
    defaultNotice: consent.notice,
  }
  const knownConsents = known.filter((fact): fact is Consent => fact.type === 'consent-given')
  const form = legalFormOf(contact, companies, mapping, settings.b2b)
  return {
    events: [
      ...numbersChange(contact, phones, known, observedAt),
      ...legalFormChange(contact, form, statedAt(contact, mapping.legalForm, form), known, observedAt),
      ...optIns(contact, { ...mapping, phones }, consentScope, knownConsents, appId),
    ],
    objections: objections(contact, mapping, appId),
    relations: [
      ...said.statements.flatMap((statement) => dealRelations(statement, contact, phones, scope)),
      ...statedRelations(contact, phones, scope, appId),
    ],
    takenBack: new Set(
      known.filter((fact) => isTakenBack(contact, fact, mapping, appId) || isReplaced(contact, fact, scope, appId)),
    ),
    moments: new Map(
      said.statements.flatMap(({ deal, kind, free, moments }) =>
        moments.map((moment) => [momentKey(dealOrigin(deal.id), moment), { kind, free }] as const),
      ),
    ),
    dealsUndeclared: hasNotDeclaredDeals(settings),
    deals: said,
    unreadableDates: hasUnreadableDate(contact, mapping.optInAt) ? [mapping.optInAt] : [],
  }
}

function hasUnreadableDate(contact: SourceRecord, property: string): boolean {
  const stated = currentValue(contact, property)
  return stated !== '' && readHubSpotInstant(stated) === null
}

// Only a form written on the contact itself is dated by its history; a company's counts from when we saw the link.
function statedAt(contact: SourceRecord, property: string, { form }: StatedForm): number | null {
  if (currentValue(contact, property) !== form) return null
  return versions(contact, property).at(-1)?.timestamp ?? null
}
