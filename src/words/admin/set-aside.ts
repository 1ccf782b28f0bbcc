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
  'mapping-missing': {
    reason: {
      nl: 'in de instellingen staat een eigenschap die HubSpot niet heeft; zij zegt van niemand iets',
      en: 'the settings name a property that HubSpot does not have; it says nothing of anybody',
    },
    remedy: {
      nl: 'Verbeter de interne naam onder “Waar HubSpot het bewaart”.',
      en: 'Correct the internal name under “Where HubSpot keeps it”.',
    },
  },
  'mapping-archived': {
    reason: {
      nl: 'een eigenschap uit de instellingen is gearchiveerd en wordt niet meer gelezen',
      en: 'a property of the settings is archived and is not read any more',
    },
    remedy: {
      nl: 'Herstel de eigenschap in HubSpot, of kies een andere in de instellingen.',
      en: 'Restore the property in HubSpot, or choose another one in the settings.',
    },
  },
  'mapping-ours': {
    reason: {
      nl: 'in de instellingen staat een eigenschap van Belrecht op een plaats waar zij iets anders betekent',
      en: 'the settings name a property of Belrecht where it means something else',
    },
    remedy: { nl: 'Kies daar een eigenschap van uzelf.', en: 'Choose a property of your own there.' },
  },
  'mapping-type': {
    reason: {
      nl: 'een eigenschap uit de instellingen heeft een type of keuzes die hier niet te lezen zijn',
      en: 'a property of the settings has a type or choices that cannot be read here',
    },
    remedy: { nl: 'Kies een andere in de instellingen.', en: 'Choose another one in the settings.' },
  },
  'mapping-yes-missing': {
    reason: {
      nl: 'van een eigenschap die geen selectievakje is, is niet bekend welke waarden ja betekenen',
      en: 'of a property that is no checkbox it is not known which values mean yes',
    },
    remedy: {
      nl: 'Zeg in de instellingen welke waarden ja betekenen, en welke nee.',
      en: 'Say in the settings which values mean yes, and which no.',
    },
  },
  'mapping-value-unknown': {
    reason: {
      nl: 'een waarde uit de instellingen is geen keuze van deze eigenschap meer',
      en: 'a value of the settings is no choice of this property any more',
    },
    remedy: {
      nl: 'Kies in de instellingen opnieuw welke waarden ja en nee betekenen.',
      en: 'Choose again in the settings which values mean yes and no.',
    },
  },
  'mapping-checkbox': {
    reason: {
      nl: 'een selectievakje heeft in de instellingen andere waarden dan aangevinkt en uitgevinkt',
      en: 'a checkbox has other values in the settings than ticked and unticked',
    },
    remedy: { nl: 'Laat de waarden van het vakje leeg.', en: 'Leave the values of the box empty.' },
  },
  'mapping-contradiction': {
    reason: {
      nl: 'een waarde betekent in de instellingen tegelijk toestemming en bezwaar',
      en: 'by the settings one value means consent and objection at the same time',
    },
    remedy: {
      nl: 'Zeg bij beide welke waarden ja en nee betekenen.',
      en: 'Say for both which values mean yes and no.',
    },
  },
  'mapping-box-removed': {
    reason: {
      nl: 'ons eigen vakje voor bezwaar ontbreekt in de instellingen; het telt evengoed',
      en: 'our own box for objections is missing from the settings; it counts all the same',
    },
    remedy: {
      nl: 'Zet belrecht_do_not_call terug in de lijst.',
      en: 'Put belrecht_do_not_call back into the list.',
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
