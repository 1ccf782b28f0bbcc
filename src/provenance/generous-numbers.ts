import { holdsNoNumber, parseNumber, withoutInvisible } from './numbers.ts'
import type { Region } from './region.ts'

/** What people put between two numbers in one field. */
const BETWEEN = /[,;/|]|(?<!\p{L})(?:of|en|or)(?!\p{L})/iu

/** Digits with what stands inside a number: spaces, dots, dashes, brackets. A plus begins another one. */
const RUN = /\+?(?:\p{Nd}[\s.()\-–—_'’]*)+/gu

const FEWEST_DIGITS = 9
const MOST_DIGITS = 15

/**
 * Every number that can be found in a text, in E.164, read generously: the whole text, its parts, and every run of
 * digits long enough, each in every region. For objections only, where doubt goes against calling: a note, an
 * extension or a second number in the field must not hide the one that may not be called.
 */
export function numbersIn(text: string, regions: readonly Region[]): string[] {
  const visible = withoutInvisible(text.normalize('NFKC'))
  if (holdsNoNumber(visible)) return []
  const read: Read = (digits) => regions.flatMap((region) => parseNumber(digits, region) ?? [])
  const parts = [visible, ...visible.split(BETWEEN)].map((part) => part.trim())
  const runs = parts.flatMap((part) => part.match(RUN) ?? [])
  return [...new Set([...parts.flatMap(read), ...runs.flatMap((run) => numbersInRun(run, read))])].sort()
}

type Read = (text: string) => readonly string[]

/**
 * A run may be one number, or a number and an extension, or two numbers with a space between: each stretch of its
 * groups of digits that is as long as a number. Not the end of a longer one: of "+32 475 12 34 56" the last nine digits
 * would be somebody else's number in the Netherlands.
 */
function numbersInRun(run: string, read: Read): readonly string[] {
  const groups = run.match(/\+?\p{Nd}+/gu) ?? []
  const found: string[] = []
  let end = 0
  for (const [from] of groups.entries()) {
    let longest = end
    for (let to = groups.length; to > end; to -= 1) {
      const digits = groups.slice(from, to).join('')
      const numbers = isLongEnough(digits) ? read(digits) : []
      if (numbers.length > 0) longest = Math.max(longest, to)
      found.push(...numbers)
    }
    end = longest
  }
  return [
    ...found,
    ...groups
      .filter((group) => digitsOf(group) > MOST_DIGITS)
      .flatMap(startingWithZero)
      .flatMap(read),
  ]
}

/** Two numbers typed as one: each stretch that begins as numbers do. */
function startingWithZero(group: string): string[] {
  const found = [group.slice(0, MOST_DIGITS)]
  for (let from = group.indexOf('0'); from !== -1; from = group.indexOf('0', from + 1))
    for (let length = FEWEST_DIGITS; length <= MOST_DIGITS; length += 1) found.push(group.slice(from, from + length))
  return found
}

function isLongEnough(digits: string): boolean {
  return digitsOf(digits) >= FEWEST_DIGITS && digitsOf(digits) <= MOST_DIGITS
}

function digitsOf(text: string): number {
  return text.match(/\p{Nd}/gu)?.length ?? 0
}
