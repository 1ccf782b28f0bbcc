import type { Manifest } from './schema.ts'

export type Subscription = {
  readonly subscriptionType: string
  readonly objectType?: string
  readonly propertyName?: string
}

/** Every webhook subscription on its own, as HubSpot counts them: one for each property of a propertyChange. */
export const subscriptions = ({ webhooks }: Manifest): Subscription[] => [
  ...webhooks.crmObjects.flatMap(({ objectType, events, properties }) =>
    events.flatMap((event): Subscription[] => {
      const subscriptionType = `object.${event}`
      if (event !== 'propertyChange') return [{ subscriptionType, objectType }]
      return properties.map((propertyName) => ({ subscriptionType, objectType, propertyName }))
    }),
  ),
  ...webhooks.hubEvents.map((subscriptionType) => ({ subscriptionType })),
]
