import { afterAll, beforeAll, expect, it } from 'vitest'
import { callTask, change, freshEmail, freshNumber, permissionOf, shown, submit, twins } from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const forget = (portalId: number, id: string) =>
  stage.sandbox.call('POST', `/sandbox/portals/${portalId}/contacts/${id}/privacy-delete`, {})

/**
 * The tables in which any of these texts still stands, as the app may read them: those of this portal and of no portal.
 */
async function tablesWith(portalId: number, texts: readonly string[]): Promise<string[]> {
  const tables = await stage.query<{ schema: string; name: string }>(
    portalId,
    `select table_schema as schema, table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  expect(tables.length).toBeGreaterThan(12)
  const found: string[] = []
  for (const { schema, name } of tables) {
    for (const text of texts) {
      const hits = await stage.query(
        portalId,
        `select 1 from "${schema}"."${name}" t where position($1 in t::text) > 0 or position($2 in t::text) > 0 limit 1`,
        // Raw bytes show in hexadecimal.
        [text, Buffer.from(text).toString('hex')],
      )
      if (hits.length > 0) found.push(`${schema}.${name}: ${text}`)
    }
  }
  return found
}

it('a privacy deletion erases the person from every table, and from no other portal', async () => {
  const [number, email] = [freshNumber(), `erik.verdwenen@example.nl`]
  const id = await twins(stage, { email, firstname: 'Erik', lastname: 'Verdwenen', mobilephone: number.typed })
  await submit(stage, COMMERCIAL, { email, mobilephone: number.typed, belrecht_opt_in: 'true' })
  await callTask(stage, [id], { hs_task_subject: `Bel Erik Verdwenen op ${number.typed}` })
  await stage.sandbox.create(COMMERCIAL, 'calls', {
    properties: { hs_call_direction: 'OUTBOUND', hs_call_status: 'COMPLETED', hs_call_to_number: '0687000001' },
    associations: [{ type: 'contacts', id }],
  })
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  const texts = ['Verdwenen', email, number.typed, number.e164, '0687000001', '+31687000001']
  expect(await tablesWith(COMMERCIAL, texts)).not.toEqual([])
  await forget(COMMERCIAL, id)
  await stage.settle()
  expect(await tablesWith(COMMERCIAL, texts)).toEqual([])
  expect((await tablesWith(CHARITY, [number.e164])).length).toBeGreaterThan(0)
})

it('events about the person that come after the deletion leave nothing behind either', async () => {
  const number = freshNumber()
  const id = await twins(stage, { email: freshEmail(), mobilephone: number.typed })
  await stage.settle()
  await forget(COMMERCIAL, id)
  await stage.settle()
  await stage.sandbox.call('POST', '/sandbox/webhooks/resend-all', { portalId: COMMERCIAL, shuffle: true })
  await stage.settle()
  expect(await tablesWith(COMMERCIAL, [number.typed, number.e164])).toEqual([])
  // An event nobody has seen yet, delivered a day late.
  await stage.sandbox.call('POST', '/sandbox/webhooks/hold')
  const other = await twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed })
  const late = freshNumber()
  await change(stage, COMMERCIAL, other, { mobilephone: late.typed })
  await forget(COMMERCIAL, other)
  await stage.sandbox.call('POST', '/sandbox/webhooks/shuffle')
  await stage.sandbox.call('POST', '/sandbox/webhooks/release')
  await stage.settle()
  expect(await tablesWith(COMMERCIAL, [late.typed, late.e164])).toEqual([])
})

it('importing the same number again stays blocked, in this portal', async () => {
  const number = freshNumber()
  const id = await twins(stage, { email: freshEmail(), mobilephone: number.typed, belrecht_do_not_call: 'true' })
  await stage.settle()
  await forget(COMMERCIAL, id)
  await stage.settle()
  const again = { email: freshEmail(), mobilephone: number.typed, belrecht_opt_in: 'true' }
  const imported = await submit(stage, COMMERCIAL, again, { at: '2026-06-01T09:00:00Z' })
  await stage.settle()
  expect(await shown(stage, imported)).toMatchObject({
    belrecht_permission: 'denied',
    belrecht_reason: 'Niet bellen: wil niet gebeld worden (bezwaar gemaakt).',
  })
})

it('forgotten under every id the person was merged from', async () => {
  const [one, other] = [freshNumber(), freshNumber()]
  const primary = await twins(stage, { email: freshEmail(), mobilephone: one.typed })
  const gone = await twins(stage, { email: freshEmail(), mobilephone: other.typed })
  await stage.settle()
  await stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/contacts/merge`, {
    primaryId: primary,
    otherId: gone,
  })
  await stage.settle()
  await forget(COMMERCIAL, primary)
  await stage.settle()
  expect(await tablesWith(COMMERCIAL, [one.e164, other.e164, one.typed, other.typed])).toEqual([])
  expect(await permissionOf(stage, primary, CHARITY)).toBe('denied')
})
