import type { Language } from '../wording.ts'

/** Why there is no install, as far as the admin can do something about it. */
export type InstallFailure = 'cancelled' | 'state-unknown' | 'code-refused' | 'scopes-missing' | 'hubspot-away'

type InstallWords = {
  readonly done: (account: string) => string
  readonly created: (count: number) => string
  readonly noneCreated: string
  readonly missing: string
  readonly remedy: string
  readonly allFit: string
  readonly next: string
  readonly steps: readonly string[]
  readonly failed: string
  readonly again: string
  readonly failures: Readonly<Record<InstallFailure, string>>
}

const WORDS: Readonly<Record<Language, InstallWords>> = {
  nl: {
    done: (account) => `Belrecht staat in ${account}`,
    created: (count) => `Nieuw aangemaakt: ${count} eigenschappen`,
    noneCreated: 'Alle eigenschappen waren er al; zij zijn niet veranderd.',
    missing: 'Dit paste niet in het account',
    remedy:
      'Maak ruimte (eigenschappen opruimen of een ruimer abonnement) en installeer opnieuw; wat er al is blijft staan.',
    allFit: 'Alles wat de app nodig heeft is er.',
    next: 'Wat nu',
    steps: [
      'Open in HubSpot de instellingen van Belrecht (Instellingen › Integraties › Verbonden apps) en kies het soort afzender en het doel van de gesprekken.',
      'Zet de kaart Belrecht in de contactweergave, zodat bellers zien of zij mogen bellen.',
      'De app verandert nog geen beltaken en meldt alleen welke zouden worden aangehouden. Zet "guard" op "hold" zodra dat klopt.',
    ],
    failed: 'Belrecht is niet geïnstalleerd',
    again: 'Begin opnieuw',
    failures: {
      cancelled:
        'De toestemming is in HubSpot niet gegeven. Er is niets veranderd. Begin opnieuw als dat niet de bedoeling was.',
      'state-unknown': 'Deze link is al gebruikt, ouder dan tien minuten of niet door ons gemaakt. Begin opnieuw.',
      'code-refused': 'HubSpot aanvaardt de code niet meer; een code geldt maar één keer en kort. Begin opnieuw.',
      'scopes-missing':
        'Het account gaf niet alle gevraagde rechten. Laat een superbeheerder installeren en alle rechten aanvaarden.',
      'hubspot-away': 'HubSpot antwoordt nu niet. Er is niets half gedaan. Begin over enkele minuten opnieuw.',
    },
  },
  en: {
    done: (account) => `Belrecht is installed in ${account}`,
    created: (count) => `Created: ${count} properties`,
    noneCreated: 'All properties were there already; they were not changed.',
    missing: 'This did not fit in the account',
    remedy:
      'Make room (remove properties or upgrade the subscription) and install again; what is already there is kept.',
    allFit: 'Everything the app needs is there.',
    next: 'What to do next',
    steps: [
      'Open the settings of Belrecht in HubSpot (Settings › Integrations › Connected apps) and choose the kind of sender and the purpose of the calls.',
      'Put the Belrecht card in the contact record view, so that callers see whether they may call.',
      'The app changes no call tasks yet: it reports what it would hold. Set "guard" to "hold" once that is right.',
    ],
    failed: 'Belrecht is not installed',
    again: 'Start again',
    failures: {
      cancelled: 'Permission was not given in HubSpot. Nothing has changed. Start again if that was not intended.',
      'state-unknown': 'This link was used before, is older than ten minutes or was not made by us. Start again.',
      'code-refused': 'HubSpot no longer accepts the code; a code works once and only for a short time. Start again.',
      'scopes-missing':
        'The account did not grant all requested permissions. Ask a super admin to install the app and accept all of them.',
      'hubspot-away': 'HubSpot is not responding now. Nothing was left half done. Start again in a few minutes.',
    },
  },
}

export function installWords(language: Language): InstallWords {
  return WORDS[language]
}
