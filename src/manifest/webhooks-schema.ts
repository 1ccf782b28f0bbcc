import { z } from 'zod'

const EVENTS = ['creation', 'propertyChange', 'deletion', 'merge', 'restore', 'associationChange'] as const

/** The same event in two shapes arrives twice, so objects are named once, in the generic `object.*` shape only. */
const subscription = z
  .strictObject({
    objectType: z.enum(['contact', 'company', 'deal', 'task', 'call']),
    events: z.array(z.enum(EVENTS)).min(1),
    /** HubSpot wants one subscription for each property; these are the ones whose change matters. */
    properties: z.array(z.string().regex(/^[a-z0-9_]+$/)),
  })
  .superRefine((value, context) => {
    if (value.events.includes('propertyChange') !== value.properties.length > 0) {
      const message = 'propertyChange and the properties it is for come together'
      context.addIssue({ code: 'custom', path: ['properties'], message })
    }
    for (const key of ['events', 'properties'] as const) {
      if (new Set(value[key]).size < value[key].length) {
        context.addIssue({ code: 'custom', path: [key], message: 'names one twice' })
      }
    }
  })

export const webhooksSchema = z
  .strictObject({
    /** HubSpot refuses 5 or fewer; counted for each installed account. */
    maxConcurrentRequests: z.int().min(6).max(100),
    crmObjects: z.array(subscription).min(1),
    /** Privacy deletion exists in this shape only. */
    hubEvents: z.array(z.literal('contact.privacyDeletion')).max(1),
  })
  .superRefine((value, context) => {
    const types = value.crmObjects.map((row) => row.objectType)
    types.forEach((type, index) => {
      if (types.indexOf(type) === index) return
      context.addIssue({ code: 'custom', path: ['crmObjects', index, 'objectType'], message: `${type} is named twice` })
    })
  })
