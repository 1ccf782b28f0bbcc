import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WATERHULP, ZONNIG } from '../../demo/portals.ts'
import { openService, type Service } from './service.ts'
import { settled, stream } from './stream.ts'

/** To its end; the sandbox it asks runs in this process, which must not block meanwhile. */
async function run(args: string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 30_000,
  })
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { status: status as number | null, stdout, stderr }
}

describe('a wrong environment', () => {
  it('is reported whole, at once, without the values given, and nothing starts', async () => {
    const env = {
      PORT: '70000',
      DATABASE_URL: 'mysql://u:hush-hush@db/x',
      NIGHTLY_AT: '02:30',
      ENCRYPTION_KEYS: 'k:short',
    }
    const { status, stdout, stderr } = await run(['start'], env)
    expect(status).toBe(1)
    expect(stdout).toBe('')
    const named = stderr
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0])
    expect(named.sort()).toEqual([
      'DATABASE_URL',
      'ENCRYPTION_KEYS',
      'HUBSPOT_APP_ID',
      'HUBSPOT_CLIENT_ID',
      'HUBSPOT_CLIENT_SECRET',
      'NIGHTLY_AT',
      'PORT',
    ])
    expect(stderr).not.toContain('hush-hush')
  })

  it.each([
    [['start', 'both'], 'web, worker, all'],
    [['dance'], 'start'],
    [['nightly', '--at', 'tonight'], '--at'],
  ])('and a wrong command are reported with the remedy: %j', async (args, remedy) => {
    const { status, stderr } = await run(args, {})
    expect(status).toBe(1)
    expect(stderr).toContain(remedy)
  })
})

describe('beside a running service', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })
  afterAll(() => service?.close())

  it('a second one on the same port ends at once with the remedy', async () => {
    const { status, stderr } = await run(['start', 'web'], service.env)
    expect([status, stderr]).toEqual([1, expect.stringContaining('give another PORT')])
  })

  it('each portal has its line of the night, also where HubSpot refuses one, or has lost the app', async () => {
    await stream(service, 0, 3)
    await settled(service)
    await service.worker.stop()
    await service.sandbox.setClock('2026-07-01T00:05:01+02:00')
    await service.sandbox.call('POST', '/sandbox/faults', {
      portalId: ZONNIG.portalId,
      status: 403,
      path: '/crm/*',
      count: 1,
    })
    const first = await nightly()
    expect(first.lines).toMatchObject([
      { portal: ZONNIG.portalId, error: expect.stringContaining('403') },
      { portal: WATERHULP.portalId, date: '2026-07-01', due: 3, lapsed: 0, tasksHeld: 0, hubspotCalls: 2 },
    ])
    expect(first.status).toBe(1)

    const second = await nightly()
    expect(second.lines).toMatchObject([
      { portal: ZONNIG.portalId, date: '2026-07-01', due: 3 },
      { portal: WATERHULP.portalId, date: '2026-07-01', due: 3, note: expect.stringContaining('before') },
    ])
    expect(second.status).toBe(0)

    await service.sandbox.call('POST', `/sandbox/portals/${ZONNIG.portalId}/uninstall`)
    const gone = await nightly('--portal', String(ZONNIG.portalId), '--at', '2029-07-01T00:05:00+02:00')
    expect(gone).toMatchObject({ status: 1, lines: [{ error: expect.stringContaining('no longer installed') }] })
    expect((await nightly()).lines).toHaveLength(1)
  })

  const nightly = async (...args: string[]) => {
    const { status, stdout } = await run(['nightly', ...args], service.env)
    const lines = stdout.trim().split('\n')
    return { status, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
  }

  it('--at takes nights to come from a sandbox only', async () => {
    const at = ['nightly', '--portal', String(WATERHULP.portalId), '--at']
    const future = await run([...at, '2027-03-01T00:05:00+01:00'], service.env)
    expect(future.status).toBe(0)
    expect(JSON.parse(future.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ date: '2027-03-01' })
    const { CLOCK_FILE: _none, ...env } = service.env
    const real = await run([...at, '2099-01-01T00:05:00+01:00'], {
      ...env,
      HUBSPOT_API_BASE_URL: 'https://api.hubapi.com',
    })
    expect([real.status, real.stderr]).toEqual([1, expect.stringContaining('still to come')])
  })
})
