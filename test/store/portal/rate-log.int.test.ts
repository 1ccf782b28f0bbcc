import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../../src/store/core/with-client.ts'
import { takeRate } from '../../../src/store/portal/rate-log.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'

let database: TestDatabase
let other: Store

beforeAll(async () => {
  database = await createTestDatabase()
  other = await openStore({ databaseUrl: database.databaseUrl, dataDir: '/nowhere', applicationName: 'other process' })
})
afterAll(async () => {
  await other.close()
  await database.drop()
})

const LIMIT = 5
const INTERVAL_MS = 200

/**
 * Takes a turn as a caller does: asks, waits as long as it is told to,
 * asks again. Resolves to when it was granted, by the database's clock.
 */
async function turn(store: Store, portalId: number): Promise<void> {
  for (;;) {
    const wait = await takeRate(store, portalId, 'general', LIMIT, INTERVAL_MS)
    if (wait === 0) return
    expect(wait).toBeLessThanOrEqual(INTERVAL_MS)
    await sleep(wait)
  }
}

/** Grants are only forgotten by taking, so a trigger that writes each one down sees all of them. */
async function writeDownGrants() {
  const { server, store } = database
  await withClient({ ...server.admin, database: String(store.connection.database) }, (admin) =>
    admin.query(`
      create table granted (portal_id bigint, at_us bigint);
      create function write_down() returns trigger language plpgsql security definer as $$ begin
        if new.wait_us = 0 then insert into granted values (new.portal_id, new.grants[cardinality(new.grants)]); end if;
        return new;
      end $$;
      create trigger write_down after insert or update on rate_log for each row execute function write_down();
      grant select on granted to belrecht_app`),
  )
}

describe('our share of HubSpot’s rate', () => {
  it('never grants more than the limit in any rolling interval, with 20 callers in two processes', async () => {
    await writeDownGrants()
    await Promise.all(Array.from({ length: 20 }, (_, index) => turn(index % 2 ? other : database.store, 1001)))
    const { rows } = await database.store.pool.query<{ at_us: number }>(
      'select at_us from granted where portal_id = 1001 order by 1',
    )
    const grants = rows.map(({ at_us }) => at_us)
    expect(grants).toHaveLength(20)
    for (let n = 0; n + LIMIT < grants.length; n += 1) {
      expect((grants[n + LIMIT] ?? 0) - (grants[n] ?? 0)).toBeGreaterThanOrEqual(INTERVAL_MS * 1000)
    }
  })

  it('takes nothing when it refuses, and says when to ask again', async () => {
    for (let n = 0; n < 2; n += 1) expect(await takeRate(other, 7, 'search', 2, 60_000)).toBe(0)
    const waits = [await takeRate(other, 7, 'search', 2, 60_000), await takeRate(other, 7, 'search', 2, 60_000)]
    for (const wait of waits) {
      expect(wait).toBeGreaterThan(50_000)
      expect(wait).toBeLessThanOrEqual(60_000)
    }
    const { rows } = await other.pool.query<{ grants: number[] }>('select grants from rate_log where portal_id = 7')
    expect(rows[0]?.grants).toHaveLength(2)
  })

  it('keeps portals and buckets apart', async () => {
    expect(await takeRate(other, 8, 'general', 1, 60_000)).toBe(0)
    expect(await takeRate(other, 8, 'search', 1, 60_000)).toBe(0)
    expect(await takeRate(other, 9, 'general', 1, 60_000)).toBe(0)
    expect(await takeRate(other, 8, 'general', 1, 60_000)).toBeGreaterThan(0)
  })
})
