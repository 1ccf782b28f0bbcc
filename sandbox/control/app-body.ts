import { z } from 'zod'
import type { AppRegistration, Subscription } from '../webhooks/app-registration.ts'
import { subscriptionFrom } from '../webhooks/webhook-event.ts'

const row = z.object({
  subscriptionType: z.string(),
  objectType: z.string().optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
  active: z.boolean().default(true),
})
const families = z.object({
  crmObjects: z.array(row).default([]),
  legacyCrmObjects: z.array(row).default([]),
  hubEvents: z.array(row).default([]),
})

/** An app to register; subscriptions as one list or in the three lists of webhooks-hsmeta.json. */
export const appBody = z.object({
  appId: z.coerce.number().default(1),
  name: z.string().default('Belrecht'),
  clientId: z.string().default('sandbox-client'),
  clientSecret: z.string(),
  redirectUris: z.array(z.string()).nullable().default(null),
  requiredScopes: z.array(z.string()).nullable().default(null),
  targetUrl: z.string().nullable().default(null),
  deliverTo: z.string().nullable().default(null),
  maxConcurrentRequests: z.number().int().min(1).default(10),
  subscriptions: z.union([z.array(row), families]).default([]),
})

/** The registration, and the rows that name an object or event the sandbox does not have. */
export function appFrom(body: z.output<typeof appBody>): {
  readonly app: AppRegistration
  readonly unknown: readonly string[]
} {
  const { subscriptions: given, ...rest } = body
  const rows = Array.isArray(given) ? given : [...given.crmObjects, ...given.legacyCrmObjects, ...given.hubEvents]
  const subscriptions: Subscription[] = []
  const unknown: string[] = []
  for (const [index, { active, objectType, objectTypeId, ...wanted }] of rows.entries()) {
    const subscription = subscriptionFrom(1_001 + index, { ...wanted, objectType: objectType ?? objectTypeId })
    if (subscription === null) unknown.push(wanted.subscriptionType)
    else if (active) subscriptions.push(subscription)
  }
  return { app: { ...rest, subscriptions }, unknown }
}
