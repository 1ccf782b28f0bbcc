import { execFileSync } from 'node:child_process'
import { type Stats, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { StoreError } from '../core/store-error.ts'

/** The user PostgreSQL's binaries run as; undefined: ourselves. */
export type ServerAccount = { readonly uid: number; readonly gid: number } | undefined

const NAME = 'postgres'

/**
 * PostgreSQL refuses to run as root: a root process gives it
 * the system's own `postgres` user, made where there is none.
 */
export function serverAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return undefined
  const known = lookUp()
  if (known) return known
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME], {
      stdio: 'pipe',
    })
  } catch (cause) {
    throw noAccount(cause)
  }
  const made = lookUp()
  if (made) return made
  throw noAccount()
}

function lookUp(): ServerAccount {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, NAME], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

function noAccount(cause?: unknown): StoreError {
  const remedy = `add a user "${NAME}", run as another user than root, or set DATABASE_URL`
  return new StoreError('no-postgres-user', `PostgreSQL cannot run as root and there is no user for it: ${remedy}`, {
    cause,
  })
}

/**
 * May this account walk down to `path`? Read from mode bits, because asking the kernel would mean becoming that user.
 */
export function canReach(path: string, account: ServerAccount): boolean {
  if (account === undefined) return true
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false })
    if (found && !mayEnter(found, account)) return false
    if (folder === dirname(folder)) return true
  }
}

function mayEnter({ uid, gid, mode }: Stats, account: NonNullable<ServerAccount>): boolean {
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0
  return ((mode >> shift) & 1) === 1
}
