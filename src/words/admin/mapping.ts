import type { Language, Wording } from '../wording.ts'

/** A mapped property that cannot be read; `fault` is a code, `choices` what may be named instead. */
export type MappingFaultSaid = {
  readonly fault: string
  readonly property: string
  readonly choices: readonly string[]
}

const MOST_CHOICES = 12

function listed(choices: readonly string[]): string {
  const some = choices.slice(0, MOST_CHOICES).join(', ')
  return choices.length > MOST_CHOICES ? `${some}, …` : some
}

/** What is wrong with a mapped property, and what to do about it. */
export function mappingSentence(said: MappingFaultSaid, language: Language): string {
  return wordingOf(said)[language]
}

function wordingOf({ fault, property, choices }: MappingFaultSaid): Wording {
  const known = listed(choices)
  switch (fault) {
    case 'mapping-missing':
      return {
        nl: `HubSpot heeft hier geen eigenschap met de interne naam "${property}". ${known === '' ? 'Neem de interne naam over uit Instellingen › Eigenschappen.' : `Bedoelt u ${known}?`}`,
        en: `HubSpot has no property here with the internal name "${property}". ${known === '' ? 'Copy the internal name from Settings › Properties.' : `Do you mean ${known}?`}`,
      }
    case 'mapping-archived':
      return {
        nl: `"${property}" is gearchiveerd. Herstel de eigenschap in HubSpot of kies een andere.`,
        en: `"${property}" is archived. Restore the property in HubSpot or choose another one.`,
      }
    case 'mapping-ours':
      return {
        nl: `"${property}" is een eigenschap van Belrecht met een andere betekenis. Kies een eigenschap van uzelf.`,
        en: `"${property}" is a property of Belrecht with another meaning. Choose a property of your own.`,
      }
    case 'mapping-type':
      return {
        nl: `"${property}" kan hier niet worden gelezen. Kies een eigenschap met als type of waarden: ${known}.`,
        en: `"${property}" cannot be read here. Choose a property with the type or the values: ${known}.`,
      }
    case 'mapping-yes-missing':
      return {
        nl: `"${property}" is geen selectievakje. Zeg welke waarden ja betekenen${known === '' ? '.' : `; de keuzes zijn: ${known}.`}`,
        en: `"${property}" is no checkbox. Say which values mean yes${known === '' ? '.' : `; the choices are: ${known}.`}`,
      }
    case 'mapping-value-unknown':
      return {
        nl: `"${property}" heeft deze keuze niet. De keuzes zijn: ${known}.`,
        en: `"${property}" does not have this choice. The choices are: ${known}.`,
      }
    case 'mapping-checkbox':
      return {
        nl: `"${property}" is een selectievakje: aangevinkt is ja, uitgevinkt is nee. Laat de waarden leeg.`,
        en: `"${property}" is a checkbox: ticked is yes, unticked is no. Leave the values empty.`,
      }
    case 'mapping-contradiction':
      return {
        nl: `"${property}" zou met dezelfde waarde toestemming en bezwaar zijn. Zeg bij beide welke waarden ja en nee betekenen.`,
        en: `"${property}" would be consent and objection by the same value. Say for both which values mean yes and no.`,
      }
    default:
      return {
        nl: `Ons eigen vakje "${property}" blijft altijd meetellen. Zet het terug in de lijst.`,
        en: `Our own box "${property}" always counts. Put it back into the list.`,
      }
  }
}
