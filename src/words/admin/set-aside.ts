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
  'not-derived': {
    reason: {
      nl: 'wat op het record staat, kon niet worden verwerkt; tot dan geldt het als niet toegestaan',
      en: 'what the record says could not be dealt with; until then it counts as not allowed',
    },
    remedy: {
      nl: 'Meld dit aan ons met het nummer van het record; het wordt vanzelf opnieuw geprobeerd.',
      en: 'Report it to us with the record’s number; it is tried again by itself.',
    },
  },
  'not-recorded': {
    reason: {
      nl: 'wat op het record staat, kon niet worden vastgelegd; tot dan geldt het als niet toegestaan',
      en: 'what the record says could not be recorded; until then it counts as not allowed',
    },
    remedy: {
      nl: 'Meld dit aan ons met het nummer van het record; het wordt vanzelf opnieuw geprobeerd.',
      en: 'Report it to us with the record’s number; it is tried again by itself.',
    },
  },
  'not-guarded': {
    reason: {
      nl: 'de beltaak kon niet worden aangehouden of vrijgegeven',
      en: 'the call task could not be held or released',
    },
    remedy: {
      nl: 'Kijk zelf of deze taak een beltaak mag zijn; het wordt vanzelf opnieuw geprobeerd.',
      en: 'See for yourself whether this may be a call task; it is tried again by itself.',
    },
  },
  'event-failed': {
    reason: {
      nl: 'een bericht van HubSpot over dit record kon niet worden uitgevoerd',
      en: 'an event of HubSpot about this record could not be carried out',
    },
    remedy: {
      nl: 'Meld dit aan ons met het nummer van het record; het bericht is bewaard en wordt vanzelf opnieuw geprobeerd.',
      en: 'Report it to us with the record’s number; the event is kept and tried again by itself.',
    },
  },
  'not-written': {
    reason: { nl: 'HubSpot nam onze wijziging niet aan', en: 'HubSpot did not take our change' },
    remedy: {
      nl: 'Kijk of een verplicht veld of een regel van het account dit weigert, en wijzig het record.',
      en: 'See whether a required field or a rule of the account refuses it, and change the record.',
    },
  },
  'property-missing': {
    reason: {
      nl: 'eigenschap staat niet in het account en kon niet worden gemaakt',
      en: 'property is not in the account and could not be made',
    },
    remedy: {
      nl: 'Maak ruimte voor eigen eigenschappen, of hernoem de uwe met deze naam; elke dag wordt het opnieuw geprobeerd.',
      en: 'Make room for custom properties, or rename yours of this name; it is tried again every day.',
    },
  },
  'property-refused': {
    reason: {
      nl: 'HubSpot weigert wat wij in deze eigenschap schrijven; de andere worden geschreven',
      en: 'HubSpot refuses what we write to this property; the others are written',
    },
    remedy: {
      nl: 'Open de eigenschap bij Instellingen › Eigenschappen: haal haar uit het archief, zet weggehaalde opties terug, en neem regels en bewerkrechten weg.',
      en: 'Open the property under Settings › Properties: restore it from the archive, put back removed options, and take off rules and edit restrictions.',
    },
  },
} as const satisfies Readonly<Record<string, { readonly reason: Wording; readonly remedy: Wording }>>

/** A code stored by another version of the app is shown as it is. */
export function setAsideWords(reason: string, language: Language): SetAsideWords {
  const words = Object.hasOwn(REASONS, reason) ? REASONS[reason as SetAsideReason] : null
  if (words === null) return { reason, remedy: '' }
  return { reason: words.reason[language], remedy: words.remedy[language] }
}
