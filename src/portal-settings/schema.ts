import { isSupportedCountry } from 'libphonenumber-js'
import { z } from 'zod'
import { DEFAULT_HOUSE, SENDER_KINDS } from '../permission/facts.ts'
import { parseStatedDay } from '../time/local-days.ts'
import { DEFAULT_MAPPING, mappingSchema } from './mapping.ts'

const text = z.string().trim().min(1, 'must not be empty').max(500)
const years = z.int().min(1).max(3)
const unknownOrNot = z.boolean().nullable()

/** What a won deal is. */
const DEAL_KINDS = ['customer', 'donor', 'none'] as const
const dealKind = z.enum(DEAL_KINDS, `must be one of ${DEAL_KINDS.join(', ')}`)

const sections = z.strictObject({
  senderKind: z.enum(SENDER_KINDS),
  /** Made at install, bound into every consent and relation; never edited. */
  controller: text,
  /** What people read. */
  controllerName: text,
  /** `service` and `requested` are left out: as a portal's own purpose they would allow every call. */
  purpose: z.enum(['commercial', 'charitable']),
  product: text.nullable(),
  language: z.enum(['nl', 'en']),
  guard: z.enum(['report', 'hold']),
  /** True: the contact's primary company's legal form counts where the contact has none of its own. */
  b2b: z.boolean(),
  /** HubSpot user ids. At least one, or nobody could change anything any more. */
  admins: z
    .array(z.string().regex(/^\d+$/, 'must be a HubSpot user id: digits only'))
    .min(1, 'name at least one user')
    .readonly(),
  house: z.strictObject({ consentYears: years, relationYears: years, requireVerified: z.boolean() }).readonly(),
  /** What the portal declares about how it came by its customers' numbers; earlier deals than `from` stay unknown. */
  collection: z
    .strictObject({
      numberGiven: unknownOrNot,
      objectionOffered: unknownOrNot,
      from: z
        .string()
        .refine((day) => parseStatedDay(day) !== null, 'must be an existing day as YYYY-MM-DD, from 1900 to 9998')
        .nullable(),
    })
    .readonly(),
  /**
   * What won deals are, by pipeline id; `default` for the others. Not said (null): of a charity nothing, else
   * customer.
   */
  deals: z
    .strictObject({ default: dealKind.nullable(), pipelines: z.record(text, dealKind).readonly() })
    .readonly()
    .default({ default: null, pipelines: {} }),
  consent: z
    .strictObject({
      products: z.union([z.literal('any'), z.array(text).min(1).readonly()], {
        error: 'must be "any" or a list of product names',
      }),
      notice: z.string().max(5_000),
    })
    .readonly(),
  /** Where numbers without a country code are read, of contacts that have no country of their own. */
  defaultRegion: z
    .string()
    .refine((region): boolean => isSupportedCountry(region), {
      error: 'must be the two-letter code of a country, such as NL or BE',
    })
    .default('NL'),
  mapping: mappingSchema,
})

const productChoice = z.object({ product: sections.shape.product, consent: sections.shape.consent })

/** `GET/PUT /settings`; the check of a portal's choices. Strict, so that a misspelt key is reported and not ignored. */
export const portalSettingsSchema = sections
  .readonly()
  .refine(
    ({ consent, product }) => consent.products === 'any' || (product !== null && consent.products.includes(product)),
    {
      path: ['consent', 'products'],
      message: 'a list must contain the portal\'s own "product"',
      // Checked beside other faults too, so that one PUT reports all of them; but not when these two are wrong.
      when: ({ value }) => productChoice.safeParse(value).success,
    },
  )

export type PortalSettings = z.infer<typeof portalSettingsSchema>

/** As at install. `controllerName`: the account's domain; `admins`: the installer's user id. */
export function defaultSettings({
  controllerName,
  admins,
}: Pick<PortalSettings, 'controllerName' | 'admins'>): PortalSettings {
  return portalSettingsSchema.parse({
    senderKind: 'commercial',
    controller: 'main',
    controllerName,
    purpose: 'commercial',
    product: null,
    language: 'nl',
    guard: 'report',
    b2b: false,
    admins,
    house: DEFAULT_HOUSE,
    collection: { numberGiven: null, objectionOffered: null, from: null },
    consent: { products: 'any', notice: '' },
    mapping: DEFAULT_MAPPING,
  })
}
