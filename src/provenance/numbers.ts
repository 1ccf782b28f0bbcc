import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Mapping } from '../portal-settings/mapping.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { currentRegion, type Region, regionAt } from './region.ts'
import type { HistoryEntry, SourceRecord } from './source-record.ts'
import { currentValue, sameSubmission, versionAt, versions } from './timeline.ts'

export type ReadNumber =
  | { readonly kind: 'number'; readonly e164: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'blank' }

/** Fewer digits are no number anybody could call: "-", "n.v.t.", "zie 2e contact". */
const DIGITS_OF_A_NUMBER = 3

/**
 * Text as people type it → E.164, where it has no country code that of `region`. Read strictly, since permission rests
 * on it: one number and nothing else. Text that is no valid number is unreadable, and so is one with an extension:
 * E.164 cannot hold it, and without it another person answers. Text that holds no number at all is blank.
 */
export function readNumber(text: string | null | undefined, region: Region): ReadNumber {
  const visible = withoutInvisible(text ?? '')
  if (holdsNoNumber(visible)) return { kind: 'blank' }
  const parsed = parseNumber(visible, region)
  return parsed === null ? { kind: 'unreadable' } : { kind: 'number', e164: parsed }
}

/**
 * The whole text as one valid number in E.164; null where it is none. Without a region only one with + or 00, whatever
 * is dialled for abroad in the country nobody knows.
 */
export function parseNumber(text: string, region: Region): string | null {
  const parsed =
    region === null
      ? parsePhoneNumberFromString(text.replace(/^00/, '+'), { extract: false })
      : parsePhoneNumberFromString(text, { defaultCountry: region, extract: false })
  return parsed?.isValid() && parsed.ext === undefined ? parsed.number : null
}

/**
 * Text that denies nothing, because it holds no number: blank, too few digits ("n.v.t.", "onbekend", "x"), or what
 * people fill a required field with: one digit over and over.
 */
export function holdsNoNumber(text: string): boolean {
  const digits = text.match(/\p{Nd}/gu) ?? []
  return digits.length < DIGITS_OF_A_NUMBER || new Set(digits).size === 1
}

/** Marks that nobody sees (direction, joiners): copied along from a phone or a web page, they change no number. */
export function withoutInvisible(text: string): string {
  return text.replace(/\p{Cf}/gu, '').trim()
}

/** The portal's phone properties in mapping order, and how a number without a country is read. */
export type MappedPhones = { readonly properties: readonly string[]; readonly defaultRegion: string }

/** A portal's mapping with what reading its numbers needs. */
export type ReadMapping = Omit<Mapping, 'phones'> & { readonly phones: MappedPhones }

export function mappedPhones({ mapping, defaultRegion }: PortalSettings): MappedPhones {
  return { properties: mapping.phones, defaultRegion }
}

export type PhoneProperty = { readonly property: string; readonly read: ReadNumber }

/** The contact's filled phone properties now, in the portal's mapping order. */
export function currentNumbers(record: SourceRecord, { properties, defaultRegion }: MappedPhones): PhoneProperty[] {
  const region = currentRegion(record, defaultRegion)
  return properties
    .map((property) => ({ property, read: readNumber(currentValue(record, property), region) }))
    .filter(({ read }) => read.kind !== 'blank')
}

export type DatedNumber = { readonly property: string; readonly e164: string; readonly version: HistoryEntry }

/**
 * The readable numbers that stood on the record at `instant`, in mapping order, each with the version that put it
 * there.
 */
export function numbersAt(record: SourceRecord, phones: MappedPhones, instant: number): DatedNumber[] {
  const region = regionAt(record, phones.defaultRegion, instant)
  const found: DatedNumber[] = []
  for (const property of phones.properties) {
    const version = versionAt(record, property, instant)
    const read = readNumber(version?.value, region)
    if (version && read.kind === 'number') found.push({ property, e164: read.e164, version })
  }
  return found
}

/**
 * Numbers set by one submission: by the source that ticked the box, within a second. Null where it set none; empty
 * where what it set cannot be read: a dash in the form does not mean the number that stood there before.
 */
export function numbersOfSubmission(record: SourceRecord, phones: MappedPhones, box: HistoryEntry): string[] | null {
  const region = regionAt(record, phones.defaultRegion, box.timestamp)
  const set = phones.properties.flatMap((property) =>
    versions(record, property)
      .filter((version) => sameSubmission(version, box))
      .filter((version) => withoutInvisible(version.value) !== '')
      .map((version) => readNumber(version.value, region)),
  )
  if (set.length === 0) return null
  return [...new Set(set.flatMap((read) => (read.kind === 'number' ? [read.e164] : [])))]
}
