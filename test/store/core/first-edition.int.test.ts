import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { judgeFromLedger } from '../../../src/judgement/judge-from-ledger.ts'
import { loadManifest } from '../../../src/manifest/load-manifest.ts'
import { openPortal } from '../../../src/portal/open-portal.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { findVerification } from '../../../src/store/ledger/verifications.ts'
import { loadTokens, saveTokens } from '../../../src/store/portal/tokens.ts'
import { testServer } from '../../kit/database.ts'
import { signedCall } from '../../kit/signed-calls.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'
import { FIRST_EDITION } from './first-edition.ts'
import { openOlderDatabase } from './older-database.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const MIGRATIONS = readdirSync(fileOf('../../../src/store/migrations')).map((file) => file.replace(/\.sql$/, ''))
const FIRST_MIGRATIONS = 9
/** One portal more had an event, but never the app. */
const STRANGER = 9999

type Row = Readonly<Record<string, unknown>>
type Content = Readonly<Record<string, readonly Row[]>>

let before: Content
let after: Content
let stage: Stage

beforeAll(async () => {
  const database = await openOlderDatabase(await testServer(), `first_edition_${process.pid}`, FIRST_MIGRATIONS)
  before = await withClient(database.databaseUrl, async (client) => {
    // The first edition's own rows, so that its migrations are known here under the names it gave them.
    await client.query('delete from pgmigrations')
    await client.query(readFileSync(fileOf('./first-edition.sql'), 'utf8'))
    return contentOf(client)
  })
  stage = await openStage({ database, installed: false, startAt: FIRST_EDITION.stoppedAt })
  after = await withClient(database.databaseUrl, contentOf)
})
afterAll(() => stage.close())

/** Every row of every table of ours, portal by portal, since the wall binds the owner too. */
async function contentOf(client: pg.Client): Promise<Content> {
  const { rows: tables } = await client.query<{ name: string; walled: boolean }>(
    `select relname as name, relforcerowsecurity as walled from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  )
  const content: Record<string, Row[]> = {}
  for (const { name, walled } of tables) {
    content[name] = []
    for (const portalId of walled ? [COMMERCIAL, CHARITY, STRANGER] : ['']) {
      await client.query(`select set_config('app.portal_id', $1, false)`, [String(portalId)])
      const { rows } = await client.query<{ row: Row }>(`select to_jsonb(t) as row from ${name} t order by 1`)
      content[name].push(...rows.map(({ row }) => row))
    }
  }
  await client.query(`select set_config('app.portal_id', '', false)`)
  return content
}

const bearer = async (apiKey: string, number: string) => {
  const query = new URLSearchParams({ number })
  const headers = { authorization: `Bearer ${apiKey}` }
  const answer = await fetch(`${stage.appUrl}/v1/permission?${query}`, { headers })
  const body = (await answer.json()) as Row
  return { status: answer.status, permission: body.permission }
}

const DECLARED = { default: 'donor', pipelines: {} } as const

describe('a database of the first edition, opened by starting', () => {
  it('has every migration', () => {
    expect(before.pgmigrations).toHaveLength(FIRST_MIGRATIONS)
    expect(after.pgmigrations?.map(({ name }) => name).sort()).toEqual(MIGRATIONS)
  })

  it('lost no row and changed none but for the names', () => {
    const { pgmigrations: _before, relooks, work, rate_log: _calls, ...same } = before
    const { pgmigrations: _after, refresh_requests, work: workAfter, rate_log: _callsAfter, ...kept } = after
    // Later releases may add tables and columns.
    expect(kept).toMatchObject(same)
    for (const [table, rows] of Object.entries(same))
      if (!['oauth_states', 'seen_once'].includes(table)) expect(rows, table).not.toEqual([])
    expect(refresh_requests).toEqual(relooks)
    expect(relooks).toMatchObject([{ portal_id: COMMERCIAL, object_type: 'task', object_id: '504' }])
    expect(work?.map(({ kind }) => kind).sort()).toEqual(['inbox', 'inbox', 'relook'])
    expect(workAfter?.map(({ kind }) => kind).sort()).toEqual(['inbox', 'inbox', 'refresh'])
  })

  it.each(FIRST_EDITION.portals)('judges everybody in $portalId as it did', async ({ portalId }) => {
    const portal = await openPortal(stage.context, portalId)
    if (!portal) throw new Error('the portal is not installed')
    const stored = before.verdicts?.filter((row) => row.portal_id === portalId) ?? []
    expect(stored.length).toBeGreaterThan(7)
    const ids = stored.map((row) => String(row.contact_id))
    const at = Date.parse(FIRST_EDITION.stoppedAt)
    // A charity has to say what its deals are since; as soon as it does, its donors are what they were.
    const settings = { ...portal.settings, deals: DECLARED }
    const judged = await portal.tx((tx) => judgeFromLedger(tx, settings, ids, at))
    const essence = ({ permission, basis, until, reasons, rulebook }: Row) => ({
      permission,
      basis,
      until,
      reasons,
      rulebook,
    })
    expect(ids.map((id) => ({ id, ...essence(judged.get(id)?.verdict ?? {}) }))).toEqual(
      stored.map((row) => ({ id: row.contact_id, ...essence(row) })),
    )
  })

  it.each(FIRST_EDITION.portals)('opens what was sealed for $portalId', async ({ portalId, tokens }) => {
    expect(await stage.inPortal(portalId, (tx) => loadTokens(tx))).toEqual(tokens)
  })

  it.each(FIRST_EDITION.portals)('gives the people of $portalId the pages they had', async (portal) => {
    for (const [contactId, token] of Object.entries<string>(portal.personLinks)) {
      const judged = await stage.inPortal(portal.portalId, async (tx) => {
        const opened = await openPortal(stage.context, portal.portalId)
        return opened && judgeFromLedger(tx, opened.settings, [contactId], Date.parse(FIRST_EDITION.stoppedAt))
      })
      expect(judged?.get(contactId)?.pageToken).toBe(token)
      expect((await fetch(`${stage.appUrl}/p/${token}`)).status).toBe(200)
    }
    const { confirmToken } = FIRST_EDITION
    const mailedAt = Number(before.verifications?.[0]?.created_at)
    expect(await findVerification(stage.context.store, confirmToken, mailedAt)).toMatchObject({ contactId: '211' })
  })

  it('answers the dialers with their keys, each in its portal', async () => {
    const [commercial, charity] = FIRST_EDITION.portals
    expect(await bearer(commercial.apiKey, '+31612345001')).toEqual({ status: 200, permission: 'allowed' })
    expect(await bearer(charity.apiKey, '+31612345001')).toEqual({ status: 200, permission: 'denied' })
    expect(await bearer(charity.apiKey, '+31612345003')).toEqual({ status: 200, permission: 'denied' })
    const declare = `update portals set settings = settings || jsonb_build_object('deals', $1::jsonb)`
    await stage.query(CHARITY, declare, [JSON.stringify(DECLARED)])
    expect(await bearer(charity.apiKey, '+31612345003')).toEqual({ status: 200, permission: 'allowed' })
    expect((await bearer(commercial.apiKey.replace('7001', '7002'), '+31612345001')).status).toBe(401)
  })
})

/** HubSpot as the first edition left it: its properties, fresh tokens, the records that work is left on. */
async function restoreHubSpot(): Promise<void> {
  const { sandbox, context } = stage
  const manifest = loadManifest()
  for (const portalId of [COMMERCIAL, CHARITY]) {
    const granted = await sandbox.call<{ access_token: string; refresh_token: string; expires_in: number }>(
      'POST',
      `/sandbox/portals/${portalId}/tokens`,
      {},
    )
    await stage.inPortal(portalId, (tx) =>
      saveTokens(tx, {
        accessToken: granted.access_token,
        refreshToken: granted.refresh_token,
        expiresAt: Date.now() + granted.expires_in * 1_000,
      }),
    )
    context.tokensChanged(portalId)
    await context.hubspot.portal(portalId).provisionProperties(manifest.properties, 'nl', manifest.propertyGroup)
    const objecting = { mobilephone: '0612345008', belrecht_legal_form: 'bv', belrecht_do_not_call: 'true' }
    await sandbox.create(portalId, 'contacts', { id: '208', properties: objecting })
  }
}

const contact = async (portalId: number, id: string) => (await stage.sandbox.read(portalId, 'contacts', id)).properties

describe('the work it had left', () => {
  beforeAll(async () => {
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1 })
    await restoreHubSpot()
  })

  it('is done: the pending event is drained, the delivery split, the refresh request carried out', async () => {
    expect(before.inbox?.map(({ state }) => state).sort()).toEqual([
      ...Array(8).fill('done'),
      ...['parked', 'parked', 'pending'],
    ])
    expect(before.deliveries?.filter(({ split }) => split === false)).toHaveLength(1)
    await stage.settle()
    for (const portalId of [COMMERCIAL, CHARITY]) {
      expect(await stage.query(portalId, `select from inbox where state = 'pending'`)).toEqual([])
      expect(await stage.query(portalId, 'select from refresh_requests')).toEqual([])
      const told = { belrecht_permission: 'denied', belrecht_do_not_call: 'true' }
      expect(await contact(portalId, '208'), String(portalId)).toMatchObject(told)
    }
    const unsplit = 'select from deliveries where not split or body is not null'
    expect((await stage.context.store.pool.query(unsplit)).rowCount).toBe(0)
    const parked = await stage.query(COMMERCIAL, `select parked_reason as why from inbox where state = 'parked'`)
    expect(parked).toEqual([{ why: 'unknown-type' }])
  })

  it('releases a held task with its originals', async () => {
    const held = before.held_tasks?.find((row) => row.task_id === '501')
    const [originals, written] = [held?.originals, held?.written].map((fields) => shownOf(fields))
    const mobilephone = '0612345007'
    await stage.sandbox.create(COMMERCIAL, 'contacts', { id: '207', properties: { mobilephone } })
    await stage.sandbox.create(COMMERCIAL, 'tasks', {
      id: '501',
      properties: { ...written, belrecht_hold: 'held' },
      associations: [{ type: 'contacts', id: '207' }],
    })
    const consent = { number: mobilephone, givenBy: 'Jo', method: 'paper', source: 'kaart 12', notice: 'kaart-2026' }
    const body = { ...consent, contactId: '207', givenAt: '2026-06-30' }
    expect((await signedCall(stage, 'POST', '/card/consents', { body })).status).toBe(201)
    expect((await stage.sandbox.read(COMMERCIAL, 'tasks', '501')).properties).toMatchObject({ ...originals })
    expect(originals).toMatchObject({ hs_task_type: 'CALL', hs_task_subject: 'Bellen over het aanbod' })
  })
})

/** Kept fields of a task as HubSpot's properties. */
function shownOf(fields: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [`hs_task_${name}`, String(value)]))
}
