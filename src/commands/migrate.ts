import { migrateQueue } from '../queue/postgres-backend.ts'
import { resealAll } from '../store/core/reseal.ts'
import { createKeyRing } from '../store/core/sealing.ts'
import { migrate as migrateStore, openStore } from '../store/store.ts'
import { printJson, requireConfig } from './settings.ts'

/**
 * `npm run migrate`: brings the database up to date, the queue's part of it included, and seals anew what an older of
 * the ENCRYPTION_KEYS had sealed, so that it can be retired. Safe to repeat.
 */
export async function migrate(): Promise<number> {
  const config = requireConfig()
  const where = { databaseUrl: config.databaseUrl?.reveal(), dataDir: config.dataDir }
  const applied = await migrateStore(where)
  const keyRing = createKeyRing(config.encryptionKeys.map(({ kid, key }) => ({ kid, key: key.reveal() })))
  const store = await openStore({ ...where, keyRing, applicationName: 'belrecht migrate' })
  try {
    if (config.redisUrl === null) await migrateQueue(store.connection)
    printJson({ applied, resealed: await resealAll(store) })
  } finally {
    await store.close()
  }
  return 0
}
