/** The two portals of the demo. They share record ids, so that anything crossing the wall between them would show. */
export const ZONNIG = { portalId: 7001, name: 'Zonnig Energie BV', hubDomain: 'zonnig-energie.nl', admin: 1001 }
export const WATERHULP = { portalId: 7002, name: 'Stichting Waterhulp', hubDomain: 'waterhulp.nl', admin: 1001 }
export const PORTALS = [ZONNIG, WATERHULP]

export const STARTS_AT = '2026-06-29T09:00:00+02:00'

const declared = { numberGiven: true, objectionOffered: true, from: '2024-01-01' }

/** What the two admins chose in their settings. */
export const SETTINGS = {
  [ZONNIG.portalId]: {
    guard: 'hold',
    b2b: true,
    collection: declared,
    consent: { products: 'any', notice: 'terugbelformulier-2026-1' },
  },
  [WATERHULP.portalId]: {
    guard: 'hold',
    senderKind: 'charity',
    purpose: 'charitable',
    deals: { default: 'donor', pipelines: {} },
    collection: declared,
    consent: { products: 'any', notice: 'donateursformulier-2026-1' },
  },
} as const
