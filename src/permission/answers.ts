/**
 * What counts as an answer, by Unicode's own categories: a text that only looks empty is one that proves nothing. The
 * same reading where facts arise and where they are judged.
 */

/** Signs that show nothing (category Cf): soft hyphens, joiners, marks of direction. */
const INVISIBLE = /\p{Cf}/gu
const OUTER_SPACE = /^\p{White_Space}+|\p{White_Space}+$/gu
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/** What people type where a field must not be empty. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  'n.v.t.',
  'n.v.t',
  'nvt',
  'n.a.',
  'n.a',
  'n/a',
  'na',
  'none',
  'null',
  'onbekend',
  'unknown',
  'geen',
  'tbd',
  'test',
])

/** Plain text that is longer than any word above: most answers, and no need to clean them. */
const PLAINLY_FILLED = /^[A-Za-z0-9][ -~]{7,}[A-Za-z0-9]/

/** No answer: nothing is there, no letter or digit is there, or a word that says so. */
export function isBlank(answer: string | null | undefined): boolean {
  if (answer === undefined || answer === null || answer === '') return true
  if (PLAINLY_FILLED.test(answer)) return false
  const cleaned = answer.replace(INVISIBLE, '').replace(OUTER_SPACE, '')
  return !LETTER_OR_DIGIT.test(cleaned) || NO_ANSWER.has(cleaned.toLowerCase())
}

/** Does this method say that the consent was imported, not given: `csv-import`, `geïmporteerd`? */
export function isImport(method: string | null | undefined): boolean {
  return (method ?? '')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .includes('import')
}
