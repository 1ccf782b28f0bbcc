import { dayAndTime } from '../dates.ts'
import type { Language, Wording } from '../wording.ts'

const WHY = {
  hour: { nl: 'buiten de beluren', en: 'outside calling hours' },
  sunday: { nl: 'het is zondag', en: 'it is Sunday' },
  'new-year': { nl: 'het is nieuwjaarsdag', en: 'it is New Year’s Day' },
  'good-friday': { nl: 'het is Goede Vrijdag', en: 'it is Good Friday' },
  'easter-monday': { nl: 'het is tweede paasdag', en: 'it is Easter Monday' },
  'kings-day': { nl: 'het is Koningsdag', en: 'it is King’s Day' },
  'liberation-day': { nl: 'het is Bevrijdingsdag', en: 'it is Liberation Day' },
  'ascension-day': { nl: 'het is Hemelvaartsdag', en: 'it is Ascension Day' },
  'whit-monday': { nl: 'het is tweede pinksterdag', en: 'it is Whit Monday' },
  'christmas-day': { nl: 'het is eerste kerstdag', en: 'it is Christmas Day' },
  'boxing-day': { nl: 'het is tweede kerstdag', en: 'it is Boxing Day' },
} satisfies Record<string, Wording>

/** Why one should not call at this hour. */
export type NotNowCode = keyof typeof WHY

/** "Nu niet: het is zondag. Vanaf maandag 09:00." Instants in epoch milliseconds. */
export function notNowSentence(why: NotNowCode, from: number, now: number, language: Language): string {
  const [lead, since] = language === 'nl' ? ['Nu niet', 'Vanaf'] : ['Not now', 'From']
  return `${lead}: ${WHY[why][language]}. ${since} ${dayAndTime(from, now, language)}.`
}
