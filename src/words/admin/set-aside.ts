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
  'not-written': {
    reason: { nl: 'HubSpot nam onze wijziging niet aan', en: 'HubSpot did not take our change' },
    remedy: {
      nl: 'Kijk of een verplicht veld of een regel van het account dit weigert, en wijzig het record.',
      en: 'See whether a required field or a rule of the account refuses it, and change the record.',
    },
  },
  'undone-again': {
    reason: {
      nl: 'een workflow of koppeling maakt onze wijziging van deze taak steeds ongedaan',
      en: 'a workflow or integration keeps undoing our change of this task',
    },
    remedy: {
      nl: 'Zoek in de geschiedenis van de taak wie hem wijzigt en laat die beltaken met rust; wij herhalen het steeds minder vaak.',
      en: 'See in the task’s history who changes it and have that leave call tasks alone; we repeat ours ever more slowly.',
    },
  },
} as const satisfies Readonly<Record<string, { readonly reason: Wording; readonly remedy: Wording }>>

/** A code stored by another version of the app is shown as it is. */
export function setAsideWords(reason: string, language: Language): SetAsideWords {
  const words = Object.hasOwn(REASONS, reason) ? REASONS[reason as SetAsideReason] : null
  if (words === null) return { reason, remedy: '' }
  return { reason: words.reason[language], remedy: words.remedy[language] }
}
