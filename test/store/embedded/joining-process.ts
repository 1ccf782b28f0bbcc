import { createInterface } from 'node:readline'
import { inTransaction } from '../../../src/store/core/portal-tx.ts'
import { installedPortals } from '../../../src/store/portal/portals.ts'
import { openStore } from '../../../src/store/store.ts'

/**
 * A process of ours on the embedded server in argv[2]: prints what
 * it found, then follows the lines on stdin, one answer each.
 */
const store = await openStore({ dataDir: process.argv[2] ?? '', applicationName: 'joining process' })
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
const { rows } = await store.pool.query("select current_setting('listen_addresses') as listens")
say({ port: store.connection.port, listens: rows[0]?.listens, portals: await installedPortals(store) })

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'leave') break
  await inTransaction(store, 'begin', (client) =>
    client.query(`insert into portal_directory (portal_id, status) values ($1, 'installed')`, [Number(line)]),
  )
  say({ portals: await installedPortals(store) })
}
await store.close()
say({ left: true })
process.stdin.destroy()
