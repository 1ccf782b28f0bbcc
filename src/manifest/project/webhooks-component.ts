import type { Manifest } from '../schema.ts'
import { subscriptions } from '../subscriptions.ts'
import { type Component, HOST } from './component.ts'

type Row = Component<'webhooks'>['config']['subscriptions']['crmObjects'][number]

/**
 * The subscriptions the receiver expects: both are read from the same list. A row once deployed may be switched off,
 * never left out.
 */
export function webhooksComponent(manifest: Manifest): Component<'webhooks'> {
  const { urls, webhooks } = manifest
  return {
    uid: 'webhooks',
    type: 'webhooks',
    config: {
      settings: { targetUrl: `${HOST}${urls.webhooks}`, maxConcurrentRequests: webhooks.maxConcurrentRequests },
      subscriptions: {
        crmObjects: subscriptions(manifest).flatMap(({ objectType, ...row }) =>
          objectType === undefined ? [] : [{ ...row, objectType: objectType as Row['objectType'], active: true }],
        ),
        hubEvents: webhooks.hubEvents.map((subscriptionType) => ({ subscriptionType, active: true })),
      },
    },
  }
}
