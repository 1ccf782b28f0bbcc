import type { Language, Wording } from '../wording.ts'

/** Why a record was set aside while the others went on. Each has a sentence and a remedy. */
export type SetAsideReason = keyof typeof REASONS

/** What an admin reads about one record that was set aside. */
export type SetAsideWords = { readonly reason: string; readonly remedy: string }

const REASONS = {
  'not-judged': {
    reason: {
      nl: 'kon niet worden beoordeeld; tot dan geldt het als niet toegestaan',
      en: 'could not be judged; until then it counts as not allowed',
    },
    remedy: {
      nl: 'Meld dit aan ons met het nummer van het record; het wordt vanzelf opnieuw geprobeerd.',
      en: 'Report it to us with the record’s number; it is tried again by itself.',
    },
  },
  'not-read': {
    reason: { nl: 'kon niet uit HubSpot worden gelezen', en: 'could not be read from HubSpot' },
    remedy: {
      nl: 'Open het record in HubSpot; het wordt vanzelf opnieuw geprobeerd.',
      en: 'Open the record in HubSpot; it is tried again by itself.',
    },
  },
  'date-unreadable': {
    reason: {
      nl: 'heeft een datum die niemand kan lezen; die telt niet mee',
      en: 'has a date that nobody can read; it is not counted',
    },
    remedy: {
      nl: 'Vul in het genoemde veld een datum in als 2026-07-01, van 1900 tot 9999. Hebt u een eigen woord voor “zonder einde”, zet dat dan in de instellingen.',
      en: 'Fill in a date as 2026-07-01 in the field named, from 1900 up to 9999. If you have a word of your own for “no end”, put it in the settings.',
    },
  },
  'fact-date-unusable': {
    reason: {
      nl: 'is vastgelegd op een datum waarmee niet kan worden geoordeeld, en telt niet mee',
      en: 'was recorded with a date that cannot be judged by, and is not counted',
    },
    remedy: {
      nl: 'Leg het opnieuw vast met de juiste datum, van 1900 tot 9999.',
      en: 'Record it again with the right date, from 1900 up to 9999.',
    },
  },
  'not-written': {
    reason: { nl: 'HubSpot nam onze wijziging niet aan', en: 'HubSpot did not take our change' },
    remedy: {
      nl: 'Kijk of een verplicht veld of een regel van het account dit weigert, en wijzig het record.',
      en: 'See whether a required field or a rule of the account refuses it, and change the record.',
    },
  },
} as const satisfies Readonly<Record<string, { readonly reason: Wording; readonly remedy: Wording }>>

/** A code stored by another version of the app is shown as it is. */
export function setAsideWords(reason: string, language: Language): SetAsideWords {
  const words = Object.hasOwn(REASONS, reason) ? REASONS[reason as SetAsideReason] : null
  if (words === null) return { reason, remedy: '' }
  return { reason: words.reason[language], remedy: words.remedy[language] }
}
