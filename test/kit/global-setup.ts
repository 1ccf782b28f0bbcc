import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopServer } from '../../src/store/embedded/embedded-server.ts'

/**
 * Names the one folder whose PostgreSQL all suites of this run share. The first suite
 * that needs a database starts it; a run without such a suite does not pay for it.
 */
export default async function setup(): Promise<() => Promise<void>> {
  // Of the projects that need it, the first makes it and takes it down.
  if (process.env.BELRECHT_TEST_DATA !== undefined) return async () => undefined
  const dataDir = await mkdtemp(join(tmpdir(), 'belrecht-test-'))
  // As root the server runs as another user, who must be able to walk in.
  await chmod(dataDir, 0o755)
  process.env.BELRECHT_TEST_DATA = dataDir
  return async () => {
    await stopServer({ dataDir })
    await rm(dataDir, { recursive: true, force: true })
  }
}
