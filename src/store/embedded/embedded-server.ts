import { join } from 'node:path'
import type { Connection } from '../core/connection.ts'
import { appConnection, DATABASE, ensureDatabase } from './embedded-database.ts'
import { adminConnection, ensureRunning } from './running-server.ts'
import { serverAccount } from './server-account.ts'
import { serverBinaries } from './server-binaries.ts'
import { signIn, signOut } from './server-clients.ts'
import { ensureCluster, type ServerTools, stopCluster } from './server-cluster.ts'
import { OUTSIDE, serverHome } from './server-home.ts'
import { withServerLock } from './server-lock.ts'

export type EmbeddedServer = {
  readonly pid: number
  /** A superuser, for migrations only: row-level security does not bind it. */
  readonly admin: Connection
  readonly app: Connection
}

export type JoinedServer = EmbeddedServer & {
  /** Call once nothing uses the server any more; the last to leave stops it. */
  readonly leave: () => Promise<void>
}

export type EmbeddedOptions = {
  readonly dataDir: string
  /** For tests only, e.g. `-c fsync=off`. */
  readonly flags?: readonly string[]
  /** Runs before anybody else can join. */
  readonly prepare?: (server: EmbeddedServer) => Promise<unknown>
}

/**
 * Joins the PostgreSQL in `dataDir`: the first process makes and starts it, later
 * ones find it, and after a `kill -9` the next one adopts it or starts it again
 * (docs/adr/0002). Throws StoreError `embedded-server-failed` or `no-postgres-user`.
 */
export async function joinServer(options: EmbeddedOptions): Promise<JoinedServer> {
  const tools = await toolsFor(options)
  return withServerLock(tools.home.lock, async () => {
    const server = await bringUp(tools, options)
    const file = await signIn(tools.home)
    return { ...server, leave: () => leave(tools, file) }
  })
}

/** Like `joinServer`, but without a sign-in: the server runs until `stopServer`. */
export async function startServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const tools = await toolsFor(options)
  return withServerLock(tools.home.lock, () => bringUp(tools, options))
}

export async function stopServer(options: EmbeddedOptions): Promise<void> {
  const tools = await toolsFor(options)
  await withServerLock(tools.home.lock, () => stopCluster(tools))
}

async function toolsFor({ dataDir }: EmbeddedOptions): Promise<ServerTools> {
  const account = serverAccount()
  const [home, binaries] = [
    await serverHome(dataDir, account),
    await serverBinaries(account, join(OUTSIDE, 'binaries')),
  ]
  return { account, home, binaries }
}

async function bringUp(tools: ServerTools, { flags = [], prepare }: EmbeddedOptions): Promise<EmbeddedServer> {
  const record = await ensureRunning(tools, await ensureCluster(tools), flags)
  await ensureDatabase(record, DATABASE)
  const server = { pid: record.pid, admin: adminConnection(record, DATABASE), app: appConnection(record, DATABASE) }
  await prepare?.(server)
  return server
}

async function leave(tools: ServerTools, file: string): Promise<void> {
  await withServerLock(tools.home.lock, async () => {
    if (await signOut(tools.home, file)) await stopCluster(tools)
  })
}
