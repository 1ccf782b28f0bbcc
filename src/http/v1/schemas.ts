import { z } from 'zod'
import type { RuleSource } from '../../answers/answers.ts'
import { isBlank } from '../../permission/answers.ts'
import { BASES, CHANNELS, PERMISSIONS, PURPOSES, REASON_CODES } from '../../permission/facts.ts'
import { RULEBOOK_IDS } from '../../permission/rulebooks/index.ts'
import { parseStatedInstant } from '../../time/instants.ts'
import { parseStatedDay } from '../../time/local-days.ts'
import { recordId as contactId } from '../shell/input.ts'

/** Every body and answer of /v1. What is checked and what openapi.json says are these same schemas. */
const instant = z
  .string()
  .refine(
    (given) => parseStatedInstant(given) !== null,
    'must be an ISO 8601 instant with an offset, as 2026-07-01T15:00:00+02:00, from 1900 to 9998',
  )
  .meta({ format: 'date-time' })
const day = z
  .string()
  .refine((given) => parseStatedDay(given) !== null, 'must be an existing day as YYYY-MM-DD, from 1900 to 9998')
  .meta({ format: 'date' })
const number = z
  .string()
  .max(64)
  .meta({ description: 'E.164, such as +31612345678', examples: ['+31612345678'] })
const language = z.enum(['nl', 'en'])
const text = z.string().trim().max(2_000)

/** One of the six answers; `missing` says which, also where it is not there at all or only looks like one. */
const answer = (missing: string) =>
  z
    .string({ error: missing })
    .trim()
    .max(2_000)
    .refine((given) => !isBlank(given), missing)
    .meta({ minLength: 1 })

const questionFields = {
  at: instant
    .optional()
    .meta({ description: 'The moment of the call; now where left out. Judged by the law and the facts of then.' }),
  asKnownAt: instant.optional().meta({ description: 'Judge by what was recorded up to then.' }),
  purpose: z.enum(PURPOSES).optional().meta({ description: "The portal's own where left out." }),
  channel: z.enum(CHANNELS).optional().meta({ description: 'human where left out' }),
  product: text.optional().meta({ description: "A product family; the portal's own where left out." }),
  language: language.optional().meta({ description: "Of the sentences; the portal's own where left out." }),
}

export const permissionQuery = z.strictObject({ number, ...questionFields })

export const batchRequest = z.strictObject({
  // Too long to be a number is one bad entry of the answer, not the end of the batch.
  numbers: z.array(z.string()).min(1, 'name at least one number').max(1_000, 'at most 1,000 numbers at once'),
  ...questionFields,
})

export const ruleSource = z.strictObject({
  layer: z.enum(['statute', 'regulator', 'code', 'house']),
  article: z.string(),
  url: z.url(),
}) satisfies z.ZodType<RuleSource>

export const permissionAnswer = z.strictObject({
  number: z.string(),
  permission: z.enum(PERMISSIONS),
  basis: z.enum(BASES).nullable(),
  until: instant
    .nullable()
    .meta({ description: 'The first instant at which it is no longer allowed; null: never, or not allowed now.' }),
  reasons: z.array(z.enum([...REASON_CODES, 'not-judged'])).meta({
    description: 'not-judged: what is on record about this number could not be judged; the permission is needs-review.',
  }),
  sentence: z.string(),
  rulebook: z.enum(RULEBOOK_IDS).nullable(),
  rule: ruleSource.nullable(),
  contactIds: z.array(contactId).meta({ description: 'Everybody who has the number; the strictest answer counts.' }),
})

export const unreadableNumber = z.strictObject({ number: z.string(), code: z.literal('number-unreadable') })

export const batchAnswer = z.strictObject({
  at: instant,
  results: z.array(z.union([permissionAnswer, unreadableNumber])),
})

export const consentRequest = z.strictObject({
  contactId: contactId.optional().meta({ description: 'Needed where not exactly one contact has the number.' }),
  number: answer('who: the number it was given for is missing'),
  givenBy: answer('who: the name of the person who consented is missing'),
  method: answer('how: the way consent was given is missing').meta({
    description:
      'As given: web-form, paper, in-person, phone-recorded, email, import, api, preference-page, or your own word.',
  }),
  source: answer('from which source: the form, campaign or file is missing'),
  givenAt: z
    .string({ error: 'when: the moment consent was given is missing' })
    .refine((given) => parseStatedInstant(given) !== null, 'when: must be an ISO 8601 instant with an offset')
    .meta({ format: 'date-time' }),
  notice: answer('which: the version of the text shown is missing'),
  until: day.nullable().optional().meta({ description: 'The last day it was given for.' }),
  channel: z.enum(CHANNELS).optional(),
  purpose: z.enum(['commercial', 'charitable']).optional(),
  products: z.union([z.literal('any'), z.array(text.min(1)).min(1)]).optional(),
})

const announced = z
  .enum(['told', 'later'])
  .meta({ description: 'told: HubSpot shows it. later: it is stored, and HubSpot will show it within moments.' })

export const consentAnswer = z.strictObject({
  consentId: z.string(),
  contactId,
  number: z.string(),
  announced,
})

export const objectionRequest = z
  .strictObject({ contactId: contactId.optional(), number: number.optional(), at: instant.optional() })
  .meta({ description: 'A contact, a number, or both.' })

export const objectionAnswer = z.strictObject({
  numbers: z.array(z.string()),
  contactIds: z.array(contactId),
  announced,
})

export const verificationRequest = z.strictObject({
  checkedBy: answer('name who checked'),
  method: answer('say how it was checked'),
  at: instant.optional(),
})

export const verificationAnswer = z.strictObject({
  consentId: z.string(),
  contactId,
  status: z.literal('verified'),
  announced,
})

export const verificationMailRequest = z.strictObject({
  email: z.email('must be an e-mail address').max(254),
  language: language.optional(),
})

export const verificationMailAnswer = z.strictObject({ consentId: z.string(), expiresAt: instant })

export const problemAnswer = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; for programs.' }),
    detail: z.string().meta({ description: 'What to do about it; for people.' }),
    requestId: z.string().optional(),
    problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ description: 'RFC 9457 problem details' })
