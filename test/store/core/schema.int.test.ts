import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeSchema } from '../../../src/store/core/describe-schema.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'

const SNAPSHOT = fileURLToPath(new URL('../../../docs/schema.sql', import.meta.url))

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

it('docs/schema.sql says what the migrations make; else run: npm run schema', async () => {
  expect(readFileSync(SNAPSHOT, 'utf8')).toBe(await describeSchema(database.store.pool))
})

it('walls off every table that holds a portal’s data, and names the others', async () => {
  const text = await describeSchema(database.store.pool)
  const unwalled = [...text.matchAll(/^-- (\w+): not walled/gm)].map(([, name]) => name)
  expect(unwalled).toEqual(['deliveries', 'oauth_states', 'portal_directory', 'rate_log', 'work'])
})
