import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { chmod, chown, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withClient } from '../../../src/store/core/with-client.ts'
import { joinServer, stopServer } from '../../../src/store/embedded/embedded-server.ts'
import { isAlive, markOf } from '../../../src/store/embedded/live-process.ts'
import { canReach, type ServerAccount } from '../../../src/store/embedded/server-account.ts'
import { OUTSIDE, serverHome } from '../../../src/store/embedded/server-home.ts'
import { withServerLock } from '../../../src/store/embedded/server-lock.ts'
import { migrate } from '../../../src/store/store.ts'

let dataDir: string
let children: Joined[]

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'belrecht-embedded-'))
  await chmod(dataDir, 0o755)
  children = []
})
afterEach(async () => {
  for (const child of children) child.kill()
  await stopServer({ dataDir })
  await rm(dataDir, { recursive: true, force: true })
})

type Said = { port?: number; listens?: string; portals?: number[]; left?: boolean }
type Joined = {
  readonly hear: () => Promise<Said>
  readonly tell: (line: string) => Promise<Said>
  readonly kill: () => void
}

/** Another process of ours on this data. */
function joinIn(account: ServerAccount = undefined): Joined {
  const script = fileURLToPath(new URL('./joining-process.ts', import.meta.url))
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [script, dataDir], {
    stdio: 'pipe',
    ...account,
  })
  let complaints = ''
  child.stderr.on('data', (data: Buffer) => (complaints += data.toString()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const hear = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`it ended: ${complaints}`)
    return JSON.parse(value as string) as Said
  }
  const tell = (line: string) => {
    child.stdin.write(`${line}\n`)
    return hear()
  }
  const joined = { hear, tell, kill: () => void child.kill('SIGKILL') }
  children.push(joined)
  return joined
}

const postmaster = async (): Promise<number> =>
  Number((await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0])
const runs = (pid: number) => isAlive(markOf(pid))

describe('the embedded server', () => {
  it('is one for all processes on the same data, and stops with the last', async () => {
    const [first, second] = [joinIn(), joinIn()]
    const [a, b] = await Promise.all([first.hear(), second.hear()])
    expect(a).toEqual({ port: expect.any(Number), listens: '127.0.0.1', portals: [] })
    expect(b).toEqual(a)
    const pid = await postmaster()
    await first.tell('7')
    expect(await first.tell('leave')).toEqual({ left: true })
    expect(await second.tell('8')).toEqual({ portals: [7, 8] })
    expect(await second.tell('leave')).toEqual({ left: true })
    expect(runs(pid)).toBe(false)
    const third = joinIn()
    expect(await third.hear()).toMatchObject({ portals: [7, 8] })
    expect(await third.tell('leave')).toEqual({ left: true })
  })

  it('outlives the process that started it, and is adopted by the next', async () => {
    const [starter, other] = [joinIn(), joinIn()]
    const { port } = await starter.hear()
    await other.hear()
    const pid = await postmaster()
    await starter.tell('7')
    starter.kill()
    expect(await other.tell('8')).toEqual({ portals: [7, 8] })
    other.kill()
    const heir = joinIn()
    expect(await heir.hear()).toMatchObject({ port, portals: [7, 8] })
    expect(await postmaster()).toBe(pid)
    expect(await heir.tell('leave')).toEqual({ left: true })
    expect(runs(pid)).toBe(false)
    expect(await readdir(join(dataDir, 'postgres/clients'))).toEqual([])
  })

  it('killed together with its process, comes back with everything that was committed, where a survivor finds it', async () => {
    const [starter, survivor] = [joinIn(), joinIn()]
    const { port } = await starter.hear()
    await survivor.hear()
    await starter.tell('7')
    const pid = await postmaster()
    process.kill(pid, 'SIGKILL')
    starter.kill()
    await vi.waitFor(() => expect(runs(pid)).toBe(false))
    const heir = joinIn()
    expect(await heir.hear()).toMatchObject({ port, portals: [7] })
    expect(await postmaster()).not.toBe(pid)
    expect(await heir.tell('leave')).toEqual({ left: true })
    expect(await survivor.tell('8')).toEqual({ portals: [7, 8] })
    const last = await postmaster()
    expect(await survivor.tell('leave')).toEqual({ left: true })
    expect(runs(last)).toBe(false)
  })

  it('keeps its secrets to itself, and is locked with a password', async () => {
    const server = await joinServer({ dataDir })
    const home = join(dataDir, 'postgres')
    const modes = ['server.json', 'server.log'].map(async (file) => (await stat(join(home, file))).mode & 0o777)
    expect(await Promise.all(modes)).toEqual([0o600, 0o600])
    expect((await stat(join(home, 'cluster'))).mode & 0o077).toBe(0)
    expect(await readdir(home)).not.toContain('initdb-password')
    const guess = withClient({ ...server.admin, password: 'postgres' }, (client) => client.query('select 1'))
    await expect(guess).rejects.toMatchObject({ code: '28P01' })
    await server.leave()
  })

  it('is migrated by the first process that asks, and none waits in vain', async () => {
    const applied = await Promise.all([migrate({ dataDir }), migrate({ dataDir }), migrate({ dataDir })])
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
    expect(await readdir(join(dataDir, 'postgres/clients'))).toEqual([])
  })
})

const NOBODY = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

// Run by another user, the tests above are this one. In a checkout
// that only its owner may enter, no other user can run it.
const othersMayEnter = canReach(import.meta.dirname, NOBODY)
if (isRoot && !othersMayEnter) process.stdout.write('not run as another user: the checkout is root’s alone\n')
describe.runIf(isRoot)('without being root', () => {
  if (!othersMayEnter) {
    it('an account that cannot enter is known as such', () => {
      expect(canReach(import.meta.dirname, NOBODY)).toBe(false)
      expect(canReach(dataDir, NOBODY)).toBe(true)
    })
    return
  }
  it('runs as the user that started it', async () => {
    await chown(dataDir, NOBODY.uid, NOBODY.gid)
    const process_ = joinIn(NOBODY)
    expect(await process_.hear()).toMatchObject({ portals: [] })
    expect((await stat(join(dataDir, 'postgres/cluster'))).uid).toBe(NOBODY.uid)
    expect(await process_.tell('leave')).toEqual({ left: true })
  })
})

describe.runIf(isRoot)('as root, in a folder that the server’s user cannot reach', () => {
  it('keeps its data outside, and goes on finding them there', async () => {
    await chmod(dataDir, 0o700)
    const server = await joinServer({ dataDir, flags: ['-c fsync=off'] })
    const folder = (await readdir(OUTSIDE)).find((name) => name.startsWith(basename(dataDir))) ?? 'none'
    expect(await readdir(join(OUTSIDE, folder))).toContain('cluster')
    await server.leave()
    await chmod(dataDir, 0o755)
    expect((await serverHome(dataDir, NOBODY)).folder).toBe(join(OUTSIDE, folder))
    await rm(join(OUTSIDE, folder), { recursive: true })
  })
})

describe('reaching a folder', () => {
  it('takes every folder above it', async () => {
    const inner = await mkdtemp(join(dataDir, 'inner-'))
    await chmod(inner, 0o755)
    const reach = () => [canReach(inner, NOBODY), canReach(inner, undefined)]
    expect(reach()).toEqual([true, true])
    await chmod(dataDir, 0o700)
    expect(reach()).toEqual([false, true])
    await chmod(dataDir, 0o711)
    expect(canReach(join(inner, 'not-there-yet'), NOBODY)).toBe(true)
  })
})

describe('the server’s lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0
    let most = 0
    const one = () =>
      withServerLock(join(dataDir, 'lock'), async () => {
        inside += 1
        most = Math.max(most, inside)
        await sleep(5)
        inside -= 1
      })
    await Promise.all([one(), one(), one(), one()])
    expect(most).toBe(1)
  })

  it('ends with the process that held it', async () => {
    const file = join(dataDir, 'lock')
    const script = `import { withServerLock } from ${JSON.stringify(join(import.meta.dirname, '../../../src/store/embedded/server-lock.ts'))}
      await withServerLock(${JSON.stringify(file)}, () => new Promise((resolve) => { setTimeout(resolve, 60_000); console.log('in') }))`
    const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    let inside = false
    const waiting = withServerLock(file, async () => (inside = true))
    await sleep(100)
    expect(inside).toBe(false)
    holder.kill('SIGKILL')
    expect(await waiting).toBe(true)
  })
})

it('knows a process from another that got its pid', () => {
  const mark = markOf(process.pid)
  expect(isAlive(mark)).toBe(true)
  expect(isAlive({ pid: 2 ** 22 + 1, startedAt: null })).toBe(false)
  if (mark.startedAt !== null) expect(isAlive({ ...mark, startedAt: '1' })).toBe(false)
})
