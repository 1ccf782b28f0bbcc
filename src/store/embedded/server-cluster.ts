import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { appendFile, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StoreError } from '../core/store-error.ts'
import type { ServerAccount } from './server-account.ts'
import type { ServerBinaries } from './server-binaries.ts'
import { freshRecord, logTail, readRecord, type ServerHome, type ServerRecord, writeRecord } from './server-home.ts'

const run = promisify(execFile)

export const ADMIN = 'postgres'

export type ServerTools = {
  readonly home: ServerHome
  readonly account: ServerAccount
  readonly binaries: ServerBinaries
}

const SETTINGS = [
  "listen_addresses = '127.0.0.1'",
  // The password guards the port; a socket in /tmp would only be one more door.
  "unix_socket_directories = ''",
  "password_encryption = 'scram-sha-256'",
  'max_connections = 200',
  "timezone = 'UTC'",
  "log_timezone = 'UTC'",
]

/**
 * Makes the cluster on first use. Built beside and renamed when whole: killed half way, the next start begins again.
 */
export async function ensureCluster(tools: ServerTools): Promise<ServerRecord> {
  const { home } = tools
  const known = readRecord(home)
  if (existsSync(home.cluster)) {
    if (known) return known
    const remedy = `put ${home.file} back, or move ${home.folder} away to begin empty`
    throw new StoreError('embedded-server-failed', `the embedded database is there but its password is not: ${remedy}`)
  }
  const record = known ?? freshRecord()
  await writeRecord(home, record)
  await buildCluster(tools, record)
  return record
}

async function buildCluster({ home, account, binaries }: ServerTools, { adminPassword }: ServerRecord): Promise<void> {
  const half = `${home.cluster}.new`
  const passwordFile = join(home.folder, 'initdb-password')
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  try {
    await writeFile(passwordFile, `${adminPassword}\n`, { mode: 0o600 })
    if (account) {
      await chown(half, account.uid, account.gid)
      await chown(passwordFile, account.uid, account.gid)
    }
    // No locale of the machine's: text is UTF-8 and sorts by code point everywhere.
    const options = [
      '--no-locale',
      '--encoding=UTF8',
      '--auth=scram-sha-256',
      `--username=${ADMIN}`,
      `--pwfile=${passwordFile}`,
    ]
    await run(binaries.initdb, [`--pgdata=${half}`, ...options], { ...account, cwd: home.folder })
    await appendFile(join(half, 'postgresql.conf'), `\n${SETTINGS.join('\n')}\n`)
  } catch (cause) {
    throw new StoreError('embedded-server-failed', `initdb failed in ${home.folder}: ${String(cause)}`, { cause })
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(half, home.cluster)
}

/** Starts PostgreSQL in a session of its own, so that neither our death nor a Ctrl-C in the terminal takes it along. */
export async function startCluster(
  { home, account, binaries }: ServerTools,
  port: number,
  flags: readonly string[],
): Promise<void> {
  const options = [`-p ${port}`, ...flags].join(' ')
  const args = ['start', '-w', '-t', '60', '-s', '-D', home.cluster, '-l', home.log, '-o', options]
  try {
    await run(binaries.pgCtl, args, { ...account, cwd: home.folder, env: serverEnvironment() })
  } catch (cause) {
    throw new StoreError(
      'embedded-server-failed',
      `PostgreSQL did not start in ${home.folder}: ${await logTail(home)}`,
      { cause },
    )
  }
}

/** Stops it in an orderly way: running transactions are rolled back, everything committed is on disk. */
export async function stopCluster({ home, account, binaries }: ServerTools): Promise<void> {
  if (!existsSync(join(home.cluster, 'postmaster.pid'))) return
  await run(binaries.pgCtl, ['stop', '-w', '-t', '60', '-s', '-m', 'fast', '-D', home.cluster], {
    ...account,
    cwd: home.folder,
  }).catch(async (cause: unknown) => {
    // It may have died by itself meanwhile; pg_ctl then finds nothing to stop.
    if (existsSync(join(home.cluster, 'postmaster.pid'))) {
      throw new StoreError('embedded-server-failed', `PostgreSQL did not stop: ${await logTail(home)}`, { cause })
    }
  })
}

// Nothing of ours: PGPORT and the like would be heard, and secrets of the app have no business in another process.
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env
  return { PATH, SystemRoot, TEMP, LC_MESSAGES: 'C' }
}
