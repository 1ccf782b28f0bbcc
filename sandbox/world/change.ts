import type { TypeId } from './object-types.ts'
import type { Source } from './record.ts'

/** What happened in a portal, before any app's subscriptions turn it into webhook events. `at` in business time. */
type Happened = { readonly portalId: number; readonly at: number; readonly source: Source; readonly typeId: TypeId }
export type Change = Happened &
  (
    | { readonly kind: 'creation' | 'deletion' | 'restore' | 'privacyDeletion'; readonly objectId: string }
    | { readonly kind: 'propertyChange'; readonly objectId: string; readonly property: string; readonly value: string }
    | {
        readonly kind: 'merge'
        readonly primaryId: string
        readonly mergedIds: readonly string[]
        readonly newId: string
        readonly moved: number
      }
    | {
        readonly kind: 'associationChange'
        readonly fromId: string
        readonly to: TypeId
        readonly toId: string
        readonly removed: boolean
        readonly primary: boolean
      }
  )
