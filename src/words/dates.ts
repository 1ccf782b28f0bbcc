import { DateTime } from 'luxon'
import { ZONE } from '../time/local-days.ts'
import type { Language } from './wording.ts'

const local = (instant: number, language: Language) => DateTime.fromMillis(instant, { zone: ZONE }).setLocale(language)

/** The local day of an instant (epoch milliseconds): "3 juli 2026", "3 July 2026". */
export function dayWords(instant: number, language: Language): string {
  return local(instant, language).toFormat('d LLLL yyyy')
}

/** "maandag 09:00"; with the date where it is a week ahead or more: "maandag 28 december 09:00". */
export function dayAndTime(instant: number, now: number, language: Language): string {
  const near = instant - now < 6 * 24 * 3_600_000
  return local(instant, language).toFormat(near ? 'cccc HH:mm' : 'cccc d LLLL HH:mm')
}
