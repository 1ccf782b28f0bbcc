import type { ConsentGiven, Objection } from '../../src/permission/facts.ts'
import type { NewFact } from '../../src/store/ledger/ledger.ts'

export const NUMBER = '+31612345678'

export const consent = (at = '2026-05-01T10:00:00+02:00'): ConsentGiven => ({
  type: 'consent-given',
  at,
  id: 'c1',
  number: NUMBER,
  controller: 'main',
  purpose: 'commercial',
  products: 'any',
  channel: 'human',
  proof: { givenBy: 'Jo', method: 'web-form', source: 'form 7', notice: 'v1' },
})

export const objection = (at = '2026-05-02T10:00:00+02:00'): Objection => ({ type: 'objection', at })

/** A fact of contact 55 as an action would bring it. */
export const row = (given: Partial<NewFact> = {}): NewFact => ({
  contactId: '55',
  origin: 'contact:55',
  key: 'k1',
  fact: consent(),
  recordedAt: 1_000,
  recordedBy: { userId: '7' },
  ...given,
})
