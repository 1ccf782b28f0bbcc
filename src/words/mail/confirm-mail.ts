import type { Language } from '../wording.ts'

/** What a confirm mail is about. */
export type ConfirmMail = {
  readonly to: string
  readonly language: Language
  readonly link: string
  /** The company or charity that asks. */
  readonly sender: string
  /** E.164; the mail names its last digits only. */
  readonly number: string
}

type Text = { readonly subject: string; readonly lines: readonly string[] }

const TEXTS: Readonly<Record<Language, (sender: string, digits: string) => Text>> = {
  nl: (sender, digits) => ({
    subject: `Bevestig dat ${sender} u mag bellen`,
    lines: [
      `${sender} heeft genoteerd dat u toestemming gaf om gebeld te worden op uw nummer dat eindigt op ${digits}.`,
      'Klopt dat? Open dan deze pagina en bevestig het met de knop. De link werkt één keer, zeven dagen lang:',
      'Klopt het niet, dan hoeft u niets te doen: zonder bevestiging geldt het niet als geverifieerd.',
    ],
  }),
  en: (sender, digits) => ({
    subject: `Confirm that ${sender} may call you`,
    lines: [
      `${sender} noted that you consented to being called on your number ending in ${digits}.`,
      'Is that right? Open this page and confirm it with the button. The link works once, for seven days:',
      'If it is not right, you do not need to do anything: without confirmation it does not count as verified.',
    ],
  }),
}

/** Plain text only: nothing to track, nothing to load, readable everywhere. */
export function confirmMail({ language, link, sender, number }: ConfirmMail): { subject: string; text: string } {
  const { subject, lines } = TEXTS[language](sender, number.slice(-3))
  const [what, how, otherwise] = lines
  return { subject, text: [what, how, link, otherwise].join('\n\n') }
}
