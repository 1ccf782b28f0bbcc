import { afterAll, beforeAll, expect, it } from 'vitest'
import { recordFacts } from '../../src/contacts/record-facts.ts'
import type { Fact } from '../../src/permission/facts.ts'
import { deriveFacts } from '../../src/provenance/contact-facts.ts'
import { type PortalTx, withPortal } from '../../src/store/core/portal-tx.ts'
import { loadFacts } from '../../src/store/ledger/ledger.ts'
import { createTestDatabase, FIRST_PORTAL, type TestDatabase, twoPortals } from '../kit/database.ts'
import { APP_ID, contact, millis, NOW, record, settings, written } from '../provenance/records.ts'

let database: TestDatabase
const here = <T>(work: (tx: PortalTx) => Promise<T>) => withPortal(database.store, FIRST_PORTAL, work)

beforeAll(async () => {
  database = await createTestDatabase()
  await twoPortals(database.store)
})
afterAll(() => database.drop())

const WON = '2026-02-12T09:00:00+01:00'
const deal = (id: string) =>
  record(id, {
    dealstage: [written('closedwon', WON)],
    hs_is_closed_won: [written('true', WON, 'CALCULATED')],
    belrecht_contract_end: [written('2026-12-31', WON)],
  })
const person = contact({
  belrecht_opt_in: [written('true', '2026-03-10T12:00:00+01:00', 'FORM', 'form-1')],
  belrecht_do_not_call: [written('true', '2026-06-01T08:00:00+02:00')],
})

/** As the first edition wrote it: with milliseconds, and in this key. */
const oldSpelling = <F extends Fact>(fact: F): F => ({ ...fact, at: fact.at.replace(/:(\d\d)\+/, ':$1.000+') })

const live = async () => (await here((tx) => loadFacts(tx, ['101']))).get('101') ?? []

async function refresh(spell: (fact: Fact) => Fact) {
  const known = await live()
  const snapshot = { contact: person, companies: [], deals: [deal('9')] }
  const derived = deriveFacts(
    snapshot,
    settings(),
    known.map(({ fact }) => fact),
    millis(NOW),
    APP_ID,
  )
  const spelled = {
    ...derived,
    events: derived.events.map((one) => ({ ...one, fact: spell(one.fact) })),
    objections: derived.objections.map((one) => ({ ...one, fact: spell(one.fact) })),
    relations: derived.relations.map((one) => ({ ...one, fact: spell(one.fact) })),
  }
  await here((tx) =>
    recordFacts(tx, [{ contactId: '101', record: person, derived: spelled, known }], settings(), 1_000 + known.length),
  )
}

it('a ledger of the first edition stays as it is when its records are read again', async () => {
  await refresh(oldSpelling)
  const before = await live()
  expect(before.map(({ fact }) => fact.type).sort()).toEqual(
    ['consent-given', 'numbers', 'objection', 'relation', 'relation', 'relation'].sort(),
  )
  expect(before.every(({ fact }) => fact.at.includes('.000+'))).toBe(true)
  await refresh((fact) => fact)
  expect(await live()).toEqual(before)
})
