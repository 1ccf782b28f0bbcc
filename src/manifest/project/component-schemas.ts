import { z } from 'zod'
import { workflowActionConfig } from './workflow-action-schema.ts'

const https = z.string().regex(/^https:\/\/[^/\s]+(\/\S*)?$/)
/** An address or, where the profile gives all of it, `${NAME}`. */
const httpsOrVariable = z.string().regex(/^(https:\/\/\S+|\$\{[A-Z_]+\})$/)
const mailOrVariable = z.string().regex(/^(\S+@\S+|\$\{[A-Z_]+\})$/)
const scopes = z.array(z.string().regex(/^[a-z][a-z_.-]*$/))
const entrypoint = z.string().regex(/^\/app\/[A-Za-z/-]+\.tsx$/)
const objectTypes = z.array(z.enum(['contacts', 'companies', 'deals'])).min(1)
const text = z.string().min(1)

/** After HubSpot's public reference for `app`: a marketplace app has OAuth and nothing else. */
const appConfig = z.strictObject({
  name: text,
  description: text,
  distribution: z.literal('marketplace'),
  auth: z.strictObject({
    type: z.literal('oauth'),
    redirectUrls: z.array(https).min(1),
    requiredScopes: scopes.min(1),
    optionalScopes: scopes,
    conditionallyRequiredScopes: scopes,
  }),
  permittedUrls: z.strictObject({ fetch: z.array(https).min(1), iframe: z.array(https), img: z.array(https) }),
  support: z.strictObject({
    supportEmail: mailOrVariable,
    documentationUrl: httpsOrVariable,
    supportUrl: httpsOrVariable,
  }),
})

const subscription = z.strictObject({
  subscriptionType: z.enum(
    ['creation', 'propertyChange', 'deletion', 'merge', 'restore', 'associationChange'].map((name) => `object.${name}`),
  ),
  objectType: z.enum(['contact', 'company', 'deal', 'task', 'call']),
  propertyName: z
    .string()
    .regex(/^[a-z0-9_]+$/)
    .optional(),
  active: z.boolean(),
})

/** `maxConcurrentRequests`: HubSpot refuses 5 and fewer. */
const webhooksConfig = z.strictObject({
  settings: z.strictObject({ targetUrl: https, maxConcurrentRequests: z.int().min(6) }),
  subscriptions: z.strictObject({
    crmObjects: z.array(subscription).min(1),
    hubEvents: z.array(z.strictObject({ subscriptionType: z.literal('contact.privacyDeletion'), active: z.boolean() })),
  }),
})

/** Strict descriptions of every component we write; HubSpot's own can only be had with an account. */
export const componentConfigs = {
  app: appConfig,
  webhooks: webhooksConfig,
  card: z.strictObject({
    name: text,
    description: text,
    location: z.enum(['crm.record.sidebar', 'crm.record.tab', 'crm.preview']),
    entrypoint,
    objectTypes,
  }),
  settings: z.strictObject({ entrypoint }),
  page: z.strictObject({ entrypoint }),
  'crm-bulk-action': z.strictObject({
    label: text,
    entrypoint,
    objectTypes,
    displayMode: z.enum(['PANEL', 'MODAL']),
    icon: text,
  }),
  'workflow-action': workflowActionConfig,
}

export type ComponentConfigs = { [Type in keyof typeof componentConfigs]: z.infer<(typeof componentConfigs)[Type]> }
