import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Connection } from '../core/connection.ts'
import { StoreError } from '../core/store-error.ts'
import { isAlive, markOf } from './live-process.ts'
import { ADMIN, type ServerTools, startCluster } from './server-cluster.ts'
import { type ServerRecord, writeRecord } from './server-home.ts'

export const HOST = '127.0.0.1'
/** Longer than PostgreSQL needs to replay what a crash left in its log after a day of ours. */
const ANSWER_WITHIN_MS = 60_000
const START_TRIES = 5

/**
 * The running server's record: adopted if one lives, whichever
 * process started it, else started. Call under the server's lock.
 */
export async function ensureRunning(
  tools: ServerTools,
  record: ServerRecord,
  flags: readonly string[],
): Promise<ServerRecord> {
  const living = await adopt(tools, record)
  const running = living ?? (await start(tools, record, flags))
  if (running.pid !== record.pid || running.port !== record.port) await writeRecord(tools.home, running)
  return running
}

/**
 * The server that its own `postmaster.pid` names, if it answers. Null when there is none, or only what a crash left.
 */
async function adopt(tools: ServerTools, record: ServerRecord): Promise<ServerRecord | null> {
  const found = postmaster(tools)
  if (found === null || !isAlive(markOf(found.pid))) return null
  const running = { ...record, ...found }
  for (const giveUpAt = Date.now() + ANSWER_WITHIN_MS; Date.now() < giveUpAt; await sleep(100)) {
    if (!isAlive(markOf(found.pid))) return null
    // After a reboot the pid may be anybody's; PostgreSQL itself would then refuse to start for ever.
    if (isSomethingElse(found.pid)) {
      await rm(join(tools.home.cluster, 'postmaster.pid'), { force: true })
      return null
    }
    if (await answers(running)) return running
  }
  throw new StoreError(
    'embedded-server-failed',
    `PostgreSQL (pid ${found.pid}, port ${found.port}) lives but does not answer; stop it and start again`,
  )
}

async function start(tools: ServerTools, record: ServerRecord, flags: readonly string[]): Promise<ServerRecord> {
  for (let tries = 1; ; tries += 1) {
    try {
      // The old port where it is still free: a process that outlived the server finds the new one there.
      await startCluster(tools, await freePort(record.port), flags)
      const found = postmaster(tools)
      if (found) return { ...record, ...found }
      throw new StoreError('embedded-server-failed', 'PostgreSQL started and was gone at once')
    } catch (error) {
      // Another program took the port meanwhile, or children of a killed server still hold its memory: both pass.
      if (tries === START_TRIES) throw error
    }
    await sleep(500 * tries)
  }
}

/** Lines 1 and 4 are pid and port: https://www.postgresql.org/docs/18/storage-file-layout.html */
function postmaster({ home }: ServerTools): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(home.cluster, 'postmaster.pid'), 'utf8').split('\n')
    const [pid, port] = [Number(lines[0]), Number(lines[3])]
    return Number.isSafeInteger(pid) && pid > 0 && Number.isSafeInteger(port) && port > 0 ? { pid, port } : null
  } catch {
    return null
  }
}

function isSomethingElse(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() !== 'postgres'
  } catch {
    return false
  }
}

async function answers(record: ServerRecord): Promise<boolean> {
  const client = new pg.Client({ ...adminConnection(record, 'postgres'), connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  return client
    .connect()
    .then(() => true)
    .catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === '28P01') {
        throw new StoreError(
          'embedded-server-failed',
          'the embedded database does not take the password of its server.json',
          { cause: error },
        )
      }
      return false
    })
    .finally(() => client.end().catch(() => undefined))
}

export function adminConnection({ port, adminPassword }: ServerRecord, database: string): Connection {
  return { host: HOST, port, user: ADMIN, password: adminPassword, database }
}

async function freePort(wished: number): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number>((resolve, reject) => {
      const probe = createServer()
      probe.once('error', reject)
      probe.listen(port, HOST, () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
      })
    })
  return tryPort(wished).catch(() => tryPort(0))
}
