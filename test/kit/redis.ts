import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from '../../demo/stage/free-port.ts'

/** A real redis-server of our own on a free port, its data in a temporary folder. */
export type TestRedis = {
  readonly url: string
  /** As a power cut does it. What was acknowledged survives, because it runs with an append-only file. */
  kill(): Promise<void>
  /** Brings it back on the same port with the same data. */
  start(): Promise<void>
  /** For good, with its folder. */
  remove(): Promise<void>
}

const SERVER = 'redis-server'

const redisInstalled = (): boolean => spawnSync(SERVER, ['--version']).status === 0

/** On a user's machine Redis may be absent: one line says so and the suite is skipped. In CI nothing may be skipped. */
export const redisOrSkip = (): boolean => {
  if (redisInstalled() || process.env.CI === 'true') return true
  process.stderr.write('redis-server is not installed: the tests on Redis are skipped (apt-get install redis-server)\n')
  return false
}

const answers = async (url: string): Promise<void> => {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 20 })
  client.on('error', () => {})
  try {
    await client.ping()
  } finally {
    client.disconnect()
  }
}

export const startRedis = async (): Promise<TestRedis> => {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'belrecht-redis-'))
  const url = `redis://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  const killChild = () => child?.kill('SIGKILL')
  process.once('exit', killChild)

  const start = async (): Promise<void> => {
    const flags = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes']
    const started = spawn(SERVER, [...flags, '--appendfsync', 'always'], { stdio: 'ignore' })
    child = started
    const failed = once(started, 'exit').then(([code]) => Promise.reject(new Error(`redis-server ended with ${code}`)))
    await Promise.race([answers(url), failed])
    failed.catch(() => {})
  }
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  const remove = async (): Promise<void> => {
    await kill()
    process.removeListener('exit', killChild)
    await rm(folder, { recursive: true, force: true })
  }

  await start()
  return { url, kill, start, remove }
}
