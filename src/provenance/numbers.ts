import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { HistoryEntry, SourceRecord } from './source-record.ts'
import { currentValue, sameSubmission, versionAt, versions } from './timeline.ts'

export type ReadNumber =
  | { readonly kind: 'number'; readonly e164: string }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'blank' }

/**
 * Text as people type it → E.164, the Netherlands being the default region. Text that is no valid number is unreadable,
 * and so is one with an extension: E.164 cannot hold it, and without it another person answers.
 */
export function readNumber(text: string | null | undefined): ReadNumber {
  const trimmed = (text ?? '').trim()
  if (trimmed === '') return { kind: 'blank' }
  const parsed = parsePhoneNumberFromString(trimmed, { defaultCountry: 'NL', extract: false })
  return parsed?.isValid() && parsed.ext === undefined
    ? { kind: 'number', e164: parsed.number }
    : { kind: 'unreadable' }
}

export type PhoneProperty = { readonly property: string; readonly read: ReadNumber }

/** The contact's filled phone properties now, in the portal's mapping order. */
export function currentNumbers(record: SourceRecord, phones: readonly string[]): PhoneProperty[] {
  return phones
    .map((property) => ({ property, read: readNumber(currentValue(record, property)) }))
    .filter(({ read }) => read.kind !== 'blank')
}

export type DatedNumber = { readonly property: string; readonly e164: string; readonly version: HistoryEntry }

/**
 * The readable numbers that stood on the record at `instant`, in mapping order, each with the version that put it
 * there.
 */
export function numbersAt(record: SourceRecord, phones: readonly string[], instant: number): DatedNumber[] {
  const found: DatedNumber[] = []
  for (const property of phones) {
    const version = versionAt(record, property, instant)
    const read = readNumber(version?.value)
    if (version && read.kind === 'number') found.push({ property, e164: read.e164, version })
  }
  return found
}

/**
 * Numbers set by one submission: by the source that ticked the box, within a second. Null where it set none; empty where
 * what it set cannot be read.
 */
export function numbersOfSubmission(
  record: SourceRecord,
  phones: readonly string[],
  box: HistoryEntry,
): string[] | null {
  const set = phones.flatMap((property) =>
    versions(record, property)
      .filter((version) => sameSubmission(version, box))
      .map((version) => readNumber(version.value))
      .filter(({ kind }) => kind !== 'blank'),
  )
  if (set.length === 0) return null
  return [...new Set(set.flatMap((read) => (read.kind === 'number' ? [read.e164] : [])))]
}
