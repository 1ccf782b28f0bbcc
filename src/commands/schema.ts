import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeSchema } from '../store/core/describe-schema.ts'
import { migrateEmbedded } from '../store/core/migrate.ts'
import { withClient } from '../store/core/with-client.ts'
import { startServer, stopServer } from '../store/embedded/embedded-server.ts'
import { printJson } from './settings.ts'

const FILE = join(import.meta.dirname, '..', '..', 'docs', 'schema.sql')

/**
 * `npm run schema`: writes docs/schema.sql from a scratch database that the migrations have just made, in an embedded
 * server of its own. The configured database is not touched.
 */
export async function schema(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'belrecht-schema-'))
  try {
    // As root the server runs as another user, who must be able to walk in.
    await chmod(dataDir, 0o755)
    const { admin } = await startServer({ dataDir, prepare: migrateEmbedded })
    const text = await withClient(admin, describeSchema)
    await writeFile(FILE, text)
    printJson({ written: 'docs/schema.sql', lines: text.split('\n').length - 1 })
    return 0
  } finally {
    await stopServer({ dataDir })
    await rm(dataDir, { recursive: true, force: true })
  }
}
