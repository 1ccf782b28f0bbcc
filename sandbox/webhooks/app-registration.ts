import type { TypeId } from '../world/object-types.ts'

export type Subscription = {
  readonly id: number
  /** As registered and as sent: `contact.propertyChange`, `object.creation`, … */
  readonly subscriptionType: string
  readonly typeId: TypeId
  readonly event: string
  readonly property: string | null
  readonly generic: boolean
}

/** An app as its developer deployed it: who it is to OAuth and where its webhooks go. */
export type AppRegistration = {
  readonly appId: number
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  /** null: any. */
  readonly redirectUris: readonly string[] | null
  /** The scopes an authorize URL must ask for; null: any. */
  readonly requiredScopes: readonly string[] | null
  readonly targetUrl: string | null
  /** Where to connect when it is not the public URL that is signed. */
  readonly deliverTo: string | null
  readonly maxConcurrentRequests: number
  readonly subscriptions: readonly Subscription[]
}
