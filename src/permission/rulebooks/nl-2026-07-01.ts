import type { RuleBook } from './rule-book.ts'
import { sharedRules, telecomAct } from './shared-rules.ts'

/** The consolidated text we read; the change itself is of 1 July 2026. */
const VERSION = '2026-08-15'
const ideals = telecomAct('art. 11.7 lid 5', VERSION)
const ownCustomers = telecomAct('art. 11.7 lid 6', VERSION)

/** Stb. 2025, 12: the customer exception is left to publishers of periodicals and licensed lotteries. */
export const nl20260701: RuleBook = {
  id: 'nl-2026-07-01',
  inForce: { from: '2026-07-01T00:00:00+02:00' },
  grants: [
    { kind: 'customer', senders: ['publisher', 'lottery'], ...ownCustomers },
    { kind: 'donor', senders: ['charity'], ...ideals },
    { kind: 'volunteer', senders: ['charity'], ...ideals },
    { kind: 'attendee', senders: ['charity'], ...ideals },
    { kind: 'sympathiser', senders: ['charity'], ...ideals },
  ],
  rules: { ...sharedRules(VERSION), customer: ownCustomers },
}
