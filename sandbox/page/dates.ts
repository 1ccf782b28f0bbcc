import { DateTime } from 'luxon'
import type { Language } from './words.ts'

export const ZONE = 'Europe/Amsterdam'

/** A stored date (YYYY-MM-DD) or instant as a day in words, or the text itself where it is neither. */
export function dayInWords(text: string, language: Language): string {
  const day = text.length === 10 ? DateTime.fromISO(text, { zone: 'utc' }) : DateTime.fromISO(text, { zone: ZONE })
  return day.isValid ? day.setLocale(language).toFormat('d MMMM yyyy') : text
}

/** Epoch milliseconds as weekday, day and time in Amsterdam. */
export function momentInWords(at: number, language: Language): string {
  return DateTime.fromMillis(at, { zone: ZONE }).setLocale(language).toFormat('cccc d MMMM yyyy, HH:mm')
}

/** Where a clock button leads: a step from now, or nine in the morning of a day. null for what is no date. */
export function movedClock(now: number, move: string, date: string): number | null {
  const here = DateTime.fromMillis(now, { zone: ZONE })
  if (move === 'day') return here.plus({ days: 1 }).toMillis()
  if (move === 'month') return here.plus({ months: 1 }).toMillis()
  const day = DateTime.fromISO(date, { zone: ZONE }).set({ hour: 9 })
  return day.isValid ? day.toMillis() : null
}
