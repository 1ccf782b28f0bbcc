import { randomUUID } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, markOf, type ProcessMark } from './live-process.ts'
import type { ServerHome } from './server-home.ts'

/**
 * Who uses the server: one small file each, naming the process. Not read off `pg_stat_activity`: a process between two
 * connections would not be seen there. Call under the server's lock.
 */
export async function signIn({ clients }: ServerHome): Promise<string> {
  const file = join(clients, `${process.pid}-${randomUUID()}.json`)
  await writeFile(file, JSON.stringify(markOf(process.pid)), { mode: 0o600 })
  return file
}

/** Deletes `file` and the files of processes that died; true if nobody is left. Call under the server's lock. */
export async function signOut({ clients }: ServerHome, file: string): Promise<boolean> {
  await rm(file, { force: true })
  let left = 0
  for (const name of await readdir(clients)) {
    const path = join(clients, name)
    const mark = await readFile(path, 'utf8').then(
      (text) => JSON.parse(text) as ProcessMark,
      () => null,
    )
    if (mark !== null && isAlive(mark)) left += 1
    else await rm(path, { force: true })
  }
  return left === 0
}
