import type { ConsentMethod } from '../../permission/facts.ts'
import type { ConsentState } from '../../permission/overview.ts'
import type { Language } from '../wording.ts'

/** What a person reads on their own page: plain words, no terms of ours. */
export type PersonPageWords = (typeof WORDS)[Language]

const NL_STATES: Record<ConsentState, string> = {
  given: 'Geldig',
  verified: 'Geldig en geverifieerd',
  incomplete: 'Genoteerd, maar niet volledig bewezen',
  withdrawn: 'Ingetrokken',
  expired: 'Verlopen',
}
const EN_STATES: Record<ConsentState, string> = {
  given: 'Valid',
  verified: 'Valid and verified',
  incomplete: 'Noted, but not fully proven',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
}
const NL_METHODS: Readonly<Record<string, string>> = {
  'web-form': 'met een formulier op een website',
  paper: 'op papier',
  'in-person': 'in een gesprek',
  'phone-recorded': 'in een opgenomen telefoongesprek',
  email: 'per e-mail',
  import: 'overgenomen uit een bestand',
  api: 'via een ander systeem',
  'preference-page': 'op deze pagina',
} satisfies Record<ConsentMethod, string>
const EN_METHODS: Readonly<Record<string, string>> = {
  'web-form': 'with a form on a website',
  paper: 'on paper',
  'in-person': 'in a conversation',
  'phone-recorded': 'in a recorded phone call',
  email: 'by e-mail',
  import: 'taken over from a file',
  api: 'through another system',
  'preference-page': 'on this page',
} satisfies Record<ConsentMethod, string>

const WORDS = {
  nl: {
    title: 'Mag u gebeld worden?',
    intro: (sender: string) =>
      `Dit is wat ${sender} heeft vastgelegd over bellen naar u. U kunt het hier zelf veranderen; u hoeft daar niets voor uit te leggen.`,
    now: 'Nu',
    may: (sender: string, until: string | null) =>
      `${sender} mag u bellen met een aanbod of oproep${until === null ? '' : `, tot en met ${until}`}.`,
    mayNot: (sender: string) => `${sender} mag u niet bellen met een aanbod of oproep.`,
    objected: (day: string) => `U hebt op ${day} laten weten dat u niet gebeld wilt worden.`,
    consents: 'Uw toestemming',
    none: 'Er is geen toestemming van u vastgelegd.',
    who: 'Wie gaf toestemming',
    you: 'u',
    forNumber: (who: string, number: string) => `${who}, voor nummer ${number}`,
    how: 'Hoe',
    source: 'Waar',
    when: 'Wanneer',
    which: 'Waarvoor',
    status: 'Status',
    unknown: 'niet vastgelegd',
    purpose: { commercial: 'aanbiedingen', charitable: 'steun voor een goed doel' } as Record<string, string>,
    allProducts: 'alle producten',
    automated: 'ook automatische gesprekken',
    text: (notice: string) => `tekst "${notice}"`,
    until: (day: string) => `tot en met ${day}`,
    states: NL_STATES,
    methods: NL_METHODS,
    change: 'Veranderen',
    withdrawLabel: 'Toestemming intrekken',
    withdrawHint: 'Wat u eerder goedvond, geldt daarna niet meer.',
    objectLabel: 'Niet meer bellen',
    objectHint: (sender: string) =>
      `${sender} belt u dan helemaal niet meer met een aanbod of oproep, op geen van uw nummers.`,
    noHarm: 'Dit heeft verder geen gevolgen voor u.',
    withdrawn: 'Uw toestemming is ingetrokken.',
    objectedNow: 'Vastgelegd: u wordt niet meer gebeld met een aanbod of oproep.',
    later: 'Het is vastgelegd; het kan enkele minuten duren voor iedereen het ziet.',
    other: 'English',
    gone: 'Deze pagina is er niet (meer)',
    goneText:
      'De link klopt niet, of is vervangen door een nieuwe. Gebruik de link uit het nieuwste bericht dat u kreeg, of neem contact op met de afzender.',
    confirmTitle: 'Gaf u deze toestemming?',
    confirmIntro: (sender: string) => `${sender} heeft het volgende genoteerd en vraagt of het klopt.`,
    confirmLabel: 'Ja, dat klopt',
    confirmHint: 'Klopt het niet? Dan hoeft u niets te doen.',
    confirmed: 'Bedankt: uw toestemming is bevestigd.',
    confirmedBefore: 'Deze toestemming is al bevestigd. U hoeft niets meer te doen.',
  },
  en: {
    title: 'May you be called?',
    intro: (sender: string) =>
      `This is what ${sender} has on record about calling you. You can change it here yourself; you do not need to explain why.`,
    now: 'Now',
    may: (sender: string, until: string | null) =>
      `${sender} may call you with an offer or appeal${until === null ? '' : `, up to and including ${until}`}.`,
    mayNot: (sender: string) => `${sender} may not call you with an offer or appeal.`,
    objected: (day: string) => `On ${day} you said that you do not want to be called.`,
    consents: 'Your consent',
    none: 'No consent of yours is on record.',
    who: 'Who consented',
    you: 'you',
    forNumber: (who: string, number: string) => `${who}, for number ${number}`,
    how: 'How',
    source: 'Where',
    when: 'When',
    which: 'For what',
    status: 'Status',
    unknown: 'not on record',
    purpose: { commercial: 'offers', charitable: 'support for a charity' } as Record<string, string>,
    allProducts: 'all products',
    automated: 'automated calls too',
    text: (notice: string) => `text "${notice}"`,
    until: (day: string) => `up to and including ${day}`,
    states: EN_STATES,
    methods: EN_METHODS,
    change: 'Change this',
    withdrawLabel: 'Withdraw consent',
    withdrawHint: 'What you agreed to before no longer holds.',
    objectLabel: 'Do not call me any more',
    objectHint: (sender: string) =>
      `${sender} will not call you with offers or appeals at all, on any of your numbers.`,
    noHarm: 'This has no other consequences for you.',
    withdrawn: 'Your consent has been withdrawn.',
    objectedNow: 'Recorded: you will not be called with offers or appeals any more.',
    later: 'It is on record; it may take a few minutes before everybody sees it.',
    other: 'Nederlands',
    gone: 'This page does not exist (any more)',
    goneText:
      'The link is not right, or was replaced by a new one. Use the link in the newest message you received, or ask the sender.',
    confirmTitle: 'Did you give this consent?',
    confirmIntro: (sender: string) => `${sender} noted the following and asks whether it is right.`,
    confirmLabel: 'Yes, that is right',
    confirmHint: 'Not right? Then you do not need to do anything.',
    confirmed: 'Thank you: your consent is confirmed.',
    confirmedBefore: 'This consent has already been confirmed. You do not need to do anything more.',
  },
} as const

export function personPageWords(language: Language): PersonPageWords {
  return WORDS[language]
}
