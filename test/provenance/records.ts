import type { Fact } from '../../src/permission/facts.ts'
import { defaultSettings, type PortalSettings, portalSettingsSchema } from '../../src/portal-settings/schema.ts'
import { type ContactSnapshot, deriveFacts } from '../../src/provenance/contact-facts.ts'
import type { HistoryEntry, SourcedFact, SourceRecord } from '../../src/provenance/source-record.ts'

/** Records as HubSpot shows them, written down oldest version first. */

export const APP_ID = '4242'
export const MOBILE = '+31612345678'
export const LANDLINE = '+31201234567'
/** A plain working day, and the moment at which pictures are taken. */
export const THEN = '2026-03-10T12:00:00+01:00'
export const NOW = '2026-06-29T09:00:00+02:00'

export const millis = (instant: string): number => Date.parse(instant)

export type Written = { readonly value: string; readonly at?: string; readonly by?: string; readonly id?: string }

/** One version of a property; `by` is HubSpot's source type, a rep at the screen unless said otherwise. */
export const written = (value: string, at: string = THEN, by = 'CRM_UI', id = `${by}-1`): Written => ({
  value,
  at,
  by,
  id,
})

function versionOf({ value, at = THEN, by = 'CRM_UI', id }: Written): HistoryEntry {
  return {
    value,
    timestamp: millis(at),
    sourceType: by,
    sourceId: id ?? null,
    sourceLabel: `label of ${by}`,
    updatedByUserId: null,
  }
}

/** A record whose current values are the newest of each history. */
export function record(id: string, histories: Readonly<Record<string, readonly Written[]>>): SourceRecord {
  const entries = Object.entries(histories).map(([name, versions]) => [name, versions.map(versionOf)] as const)
  return {
    id,
    properties: Object.fromEntries(entries.map(([name, versions]) => [name, versions.at(-1)?.value ?? null])),
    history: Object.fromEntries(entries.map(([name, versions]) => [name, [...versions].reverse()])),
  }
}

/** A contact with a mobile number since 2024, filled in by a form. */
export const contact = (histories: Readonly<Record<string, readonly Written[]>> = {}): SourceRecord =>
  record('101', { mobilephone: [written('06 12345678', '2024-01-05T10:00:00+01:00', 'FORM', 'form-0')], ...histories })

export type SettingsPatch = {
  readonly [Key in keyof PortalSettings]?: Partial<PortalSettings[Key]> | PortalSettings[Key]
}

/** Settings as at install, with a default notice, and what is given. */
export function settings(patch: SettingsPatch = {}): PortalSettings {
  const base = defaultSettings({ controllerName: 'zonnig.nl', admins: ['1'] })
  return portalSettingsSchema.parse({ ...base, consent: { products: 'any', notice: 'text-1' }, ...patch })
}

type Given = { readonly settings?: PortalSettings; readonly known?: readonly Fact[]; readonly at?: string }

/** What the room derives from a contact by itself, or from the whole snapshot. */
export function derived(given: SourceRecord | ContactSnapshot, but: Given = {}) {
  const snapshot = 'contact' in given ? given : { contact: given, companies: [], deals: [] }
  return deriveFacts(snapshot, but.settings ?? settings(), but.known ?? [], millis(but.at ?? NOW), APP_ID)
}

type Of<Type extends Fact['type']> = Extract<Fact, { type: Type }>

/** The facts of one type, without where they came from. */
export const factsOf = <Type extends Fact['type']>(sourced: readonly SourcedFact<Fact>[], type: Type): Of<Type>[] =>
  sourced.map(({ fact }) => fact).filter((fact): fact is Of<Type> => fact.type === type)
