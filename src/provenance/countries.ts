import { type CountryCode, getCountries } from 'libphonenumber-js'

/** The languages in which HubSpot's forms and the people of our portals write a country. */
const LANGUAGES = ['nl', 'en', 'de', 'fr']

/** Written before a country's name in one list and not in the next: "The Netherlands". */
const ARTICLE = /^(the|het|de|die|der|la|le|les)\s+/

let codes: ReadonlyMap<string, CountryCode> | null = null

/** A country as people write it (`BE`, "België", "Belgium") → its code; null where nobody can say which it is. */
export function countryOf(text: string): CountryCode | null {
  codes ??= codesByName()
  return codes.get(spelling(text)) ?? null
}

/** No letter in any script: a dash or a dot is no country at all. */
export function isNoCountry(text: string): boolean {
  return spelling(text) === ''
}

// By the names that the platform knows, long and short ("VS", "UK"), so that no list of our own grows old.
function codesByName(): Map<string, CountryCode> {
  const names = (['long', 'short'] as const).flatMap((style) =>
    LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })),
  )
  const found = new Map<string, CountryCode>()
  for (const code of getCountries()) for (const name of names) found.set(spelling(name.of(code) ?? code), code)
  // Last, so that a code is never taken for the short name of another country.
  for (const code of getCountries()) found.set(spelling(code), code)
  return found
}

/** What two spellings of one country have in common: the letters, without accents, capitals, dots and articles. */
function spelling(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .trim()
    .replace(ARTICLE, '')
    .replace(/\P{L}/gu, '')
}
