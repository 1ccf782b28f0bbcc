import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, open, readFile, rename } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { canReach, type ServerAccount } from './server-account.ts'

/** Where a server of ours lives when its account cannot reach the checkout. */
export const OUTSIDE = '/var/lib/belrecht'

export type ServerHome = {
  readonly folder: string
  readonly cluster: string
  readonly file: string
  readonly lock: string
  readonly log: string
  readonly clients: string
}

/**
 * What `server.json` keeps beside the data. `pid` and `port`
 * are of the last start; whether it still runs has to be asked.
 */
export type ServerRecord = {
  readonly port: number
  readonly pid: number
  readonly adminPassword: string
  readonly appPassword: string
}

/**
 * The home for a data folder; made where there is none. A home that
 * holds data already is kept, whatever has become of the modes.
 */
export async function serverHome(dataDir: string, account: ServerAccount): Promise<ServerHome> {
  const inside = join(resolve(dataDir), 'postgres')
  const hash = createHash('sha256').update(inside).digest('hex').slice(0, 12)
  const outside = join(OUTSIDE, `${basename(resolve(dataDir)).replaceAll(/[^A-Za-z0-9_-]/g, '')}-${hash}`)
  if (!existsSync(join(outside, 'server.json'))) await mkdir(resolve(dataDir), { recursive: true })
  const home = homeIn(
    existsSync(join(outside, 'server.json')) || !canReach(resolve(dataDir), account) ? outside : inside,
  )
  await mkdir(home.clients, { recursive: true })
  // The account must walk through to the cluster; what is secret here has modes of its own.
  if (account) await chmod(home.folder, 0o711)
  else await chmod(home.folder, 0o700)
  await (await open(home.log, 'a', 0o600)).close()
  if (account) await chown(home.log, account.uid, account.gid)
  return home
}

function homeIn(folder: string): ServerHome {
  const at = (name: string) => join(folder, name)
  return {
    folder,
    cluster: at('cluster'),
    file: at('server.json'),
    lock: at('server.lock'),
    log: at('server.log'),
    clients: at('clients'),
  }
}

export function readRecord({ file }: ServerHome): ServerRecord | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ServerRecord) : null
}

export function freshRecord(): ServerRecord {
  const password = () => randomBytes(24).toString('base64url')
  return { port: 0, pid: 0, adminPassword: password(), appPassword: password() }
}

/** Whole or not at all, and readable by its owner only. */
export async function writeRecord({ file }: ServerHome, record: ServerRecord): Promise<void> {
  const half = `${file}.new`
  const handle = await open(half, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(record, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(half, file)
}

/** The last lines PostgreSQL wrote, for an error's message. */
export async function logTail({ log }: ServerHome): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-6).join('\n')
}
