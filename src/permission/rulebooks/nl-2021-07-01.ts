import type { RuleBook } from './rule-book.ts'
import { sharedRules, telecomAct } from './shared-rules.ts'

const VERSION = '2021-07-01'
const ideals = telecomAct('art. 11.7 lid 5', VERSION)

/** Stb. 2021, 103: consent first, with an exception for people who are or were customers, and one for ideals. */
export const nl20210701: RuleBook = {
  id: 'nl-2021-07-01',
  inForce: { from: '2021-07-01T00:00:00+02:00' },
  grants: [
    {
      kind: 'customer',
      senders: ['commercial', 'charity', 'publisher', 'lottery'],
      ...telecomAct('art. 11.7 (Stb. 2021, 103)', VERSION),
    },
    { kind: 'donor', senders: ['charity'], ...ideals },
    { kind: 'volunteer', senders: ['charity'], ...ideals },
    { kind: 'attendee', senders: ['charity'], ...ideals },
    { kind: 'sympathiser', senders: ['charity'], ...ideals },
  ],
  rules: { ...sharedRules(VERSION), customer: telecomAct('art. 11.7 (Stb. 2021, 103)', VERSION) },
}
