import { migrateQueue } from '../queue/postgres-backend.ts'
import { migrate as migrateStore, openStore } from '../store/store.ts'
import { printJson, requireConfig } from './settings.ts'

/** `npm run migrate`: brings the database up to date, the queue's part of it included. Safe to repeat. */
export async function migrate(): Promise<number> {
  const config = requireConfig()
  const where = { databaseUrl: config.databaseUrl?.reveal(), dataDir: config.dataDir }
  const applied = await migrateStore(where)
  const store = await openStore({ ...where, applicationName: 'belrecht migrate' })
  try {
    if (config.redisUrl === null) await migrateQueue(store.connection)
  } finally {
    await store.close()
  }
  printJson({ applied })
  return 0
}
