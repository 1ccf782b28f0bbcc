import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { StoreError } from '../core/store-error.ts'

const POLL_MS = 40
/** Starting a server on a cold machine takes seconds; a minute means that something is wrong. */
const PATIENCE_MS = 90_000

/**
 * Runs `work` while no other process is inside the same lock. The lock is SQLite's,
 * that is the kernel's, on a file of its own: it ends with the process however that
 * dies, so no lock file can be left behind and none has to be judged stale.
 */
export async function withServerLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    await enter(lock, file)
    return await work()
  } finally {
    lock.close()
  }
}

async function enter(lock: DatabaseSync, file: string): Promise<void> {
  for (const giveUpAt = Date.now() + PATIENCE_MS; ; await sleep(POLL_MS)) {
    try {
      return lock.exec('BEGIN EXCLUSIVE')
    } catch (cause) {
      if (!isBusy(cause) || Date.now() > giveUpAt) {
        throw new StoreError(
          'embedded-server-failed',
          `cannot lock ${file}: another process holds it or it cannot be written`,
          { cause },
        )
      }
    }
  }
}

/** SQLITE_BUSY, https://www.sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
