import { z } from 'zod'
import type { ContactRequest, NewConsent } from '../../answers/answers.ts'
import { CHANNELS } from '../../permission/facts.ts'
import { formatInstant } from '../../time/instants.ts'
import { midnight, parseDay } from '../../time/local-days.ts'
import { recordId } from '../shell/input.ts'

/** HubSpot's pages name an object type by its id. */
const OBJECTS = {
  contacts: 'contacts',
  companies: 'companies',
  deals: 'deals',
  '0-1': 'contacts',
  '0-2': 'companies',
  '0-3': 'deals',
} as const

/** `GET /card/permission`: which record the card stands on. */
export const cardQuery = z.object({
  objectType: z
    .enum(['contacts', 'companies', 'deals', '0-1', '0-2', '0-3'])
    .transform((objectType) => OBJECTS[objectType]),
  objectId: recordId,
})

/** Every POST of the card names its contact. */
export const actBody = z.looseObject({})
export const contactBody = z.object({ contactId: recordId }) satisfies z.ZodType<ContactRequest>

/** Evidence is kept whole or refused, never cut off. */
const MAX_CHARACTERS = 1_000
/** What is no text counts as an answer that was not given: the feature names all of those together. */
const answer = z
  .string()
  .catch('')
  .pipe(z.string().max(MAX_CHARACTERS, `at most ${MAX_CHARACTERS} characters`))

const answers = {
  number: answer,
  givenBy: answer,
  method: answer,
  source: answer,
  givenAt: answer,
  notice: answer,
} satisfies Partial<Record<keyof NewConsent, z.ZodType>>

const options = {
  /** A day alone is the start of that day in Amsterdam. */
  givenAt: z.string().trim().transform(instantText),
  until: z
    .unknown()
    .optional()
    .transform((until) => (until === undefined || until === null || until === '' ? null : until))
    .pipe(z.string('must be an existing day as YYYY-MM-DD').nullable()),
  channel: z.enum(CHANNELS, `is none of ${CHANNELS.join(', ')}`).optional(),
}

/** `POST /card/consents` without its contact. Answers that are too long are refused before anything else is checked. */
export const consentBody = z.looseObject(answers).pipe(
  z.object({
    number: z.string(),
    givenBy: z.string(),
    method: z.string(),
    source: z.string(),
    notice: z.string(),
    ...options,
  }),
)

function instantText(text: string): string {
  const day = parseDay(text)
  return day === null ? text : formatInstant(midnight(day))
}
