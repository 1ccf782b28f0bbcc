import { type CountryCode, isSupportedCountry } from 'libphonenumber-js'
import { countryOf, isNoCountry } from './countries.ts'
import type { SourceRecord } from './source-record.ts'
import { currentValue, SAME_SUBMISSION_MS, versionAt, versions } from './timeline.ts'

/** In which country a number without + or 00 is read; null where nobody can say: only numbers with + or 00 are read. */
export type Region = CountryCode | null

/** What people fill in, then the code that HubSpot derives. */
export const COUNTRY_PROPERTIES = ['country', 'hs_country_region_code']

/** The portal's `defaultRegion`, which counts for contacts without a country. */
export function regionOfSetting(defaultRegion: string): Region {
  return isSupportedCountry(defaultRegion) ? defaultRegion : null
}

/** The contact's region as the record says now. */
export function currentRegion(record: SourceRecord, defaultRegion: string): Region {
  return regionOf(
    COUNTRY_PROPERTIES.map((property) => currentValue(record, property)),
    defaultRegion,
  )
}

/** The contact's region as history shows it at `instant`; of one submission the country may come after the number. */
export function regionAt(record: SourceRecord, defaultRegion: string, instant: number): Region {
  const texts = COUNTRY_PROPERTIES.map((property) => {
    // A country that keeps no history stands now, but of what stood then nothing is known.
    if (versions(record, property).length === 0) return currentValue(record, property) === '' ? '' : UNKNOWN
    return versionAt(record, property, instant + SAME_SUBMISSION_MS)?.value ?? ''
  })
  return regionOf(texts, defaultRegion)
}

/** Every region that the contact had at `instant` or later, and the portal's own: for reading generously. */
export function regionsSince(record: SourceRecord, defaultRegion: string, instant: number): Region[] {
  const texts = COUNTRY_PROPERTIES.flatMap((property) => {
    const later = versions(record, property).filter(({ timestamp }) => timestamp > instant)
    return [
      currentValue(record, property),
      versionAt(record, property, instant)?.value ?? '',
      ...later.map(({ value }) => value),
    ]
  })
  return [...new Set([regionOfSetting(defaultRegion), ...texts.map(countryOf)])]
}

/** No country has this name. */
const UNKNOWN = '?unknown'

function regionOf(texts: readonly string[], defaultRegion: string): Region {
  const filled = texts.filter((text) => !isNoCountry(text))
  if (filled.length === 0) return regionOfSetting(defaultRegion)
  for (const text of filled) {
    const country = countryOf(text)
    if (country !== null) return country
  }
  return null
}
