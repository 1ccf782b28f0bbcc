import type { Language } from './language.ts'

const ZONE = 'Europe/Amsterdam'
const LOCALE: Readonly<Record<Language, string>> = { nl: 'nl-NL', en: 'en-GB' }
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The local day `YYYY-MM-DD` of an instant in Amsterdam: where the law's terms end at midnight. */
export function amsterdamDay(instant: Date): string {
  const part = partsOf(instant)
  return `${part.year}-${part.month}-${part.day}`
}

/**
 * A date property as HubSpot hands it over: `YYYY-MM-DD`, or
 * epoch milliseconds at midnight UTC. Null where it is neither.
 */
export function readDay(value: string): string | null {
  if (DAY.test(value)) return value
  if (!/^-?\d{1,14}$/.test(value)) return null
  return new Date(Number(value)).toISOString().slice(0, 10)
}

/** `2026-07-01`, or an ISO instant on that day in Amsterdam → `1 July 2026`; anything else is shown as it is. */
export function dayInWords(day: string, language: Language): string {
  const instant = new Date(DAY.test(day) ? `${day}T12:00:00Z` : day)
  if (Number.isNaN(instant.getTime())) return day
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: ZONE }).format(instant)
}

/** An ISO instant → `1 July 2026, 09:00` in Amsterdam; what is no instant is shown as it is. */
export function instantInWords(instant: string, language: Language): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return instant
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'medium', timeStyle: 'short', timeZone: ZONE }).format(
    date,
  )
}

/**
 * A wall-clock time in Amsterdam as an ISO instant with its offset. `month` counts from 0, as HubSpot's DateInput does.
 */
export function amsterdamInstant(
  { year, month, date }: { year: number; month: number; date: number },
  { hours, minutes }: { hours: number; minutes: number },
): string {
  const wall = Date.UTC(year, month, date, hours, minutes)
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const offset = offsetAt(wall - offsetAt(wall - offsetAt(wall)))
  const sign = offset < 0 ? '-' : '+'
  const clock = new Date(Math.abs(offset)).toISOString().slice(11, 16)
  return `${new Date(wall).toISOString().slice(0, 19)}${sign}${clock}`
}

/** Milliseconds that Amsterdam's clocks are ahead of UTC at an instant. */
function offsetAt(instant: number): number {
  const part = partsOf(new Date(instant))
  const wall = Date.UTC(+part.year, +part.month - 1, +part.day, +part.hour, +part.minute, +part.second)
  return wall - Math.floor(instant / 1000) * 1000
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'

function partsOf(instant: Date): Record<Part, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value])) as Record<
    Part,
    string
  >
}
