import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fileClock } from '../../src/process/file-clock.ts'
import { systemClock } from '../../src/time/clock.ts'

describe('the clock of the demo', () => {
  let folder: string
  let path: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'belrecht-clock-'))
    path = join(folder, 'clock.json')
  })
  afterEach(() => rm(folder, { recursive: true }))

  const YEAR = 365 * 24 * 3_600_000
  const ahead = (clock: { now(): number }) => Math.round((clock.now() - Date.now()) / 1_000) * 1_000

  it('is real time until it is moved, follows the file, and keeps its offset while the file is half written', async () => {
    const clock = fileClock(path)
    expect(ahead(clock)).toBe(0)
    await writeFile(path, JSON.stringify({ offsetMs: YEAR }))
    await vi.waitUntil(() => ahead(clock) === YEAR, { timeout: 1_000, interval: 5 })
    await writeFile(path, '{"offs')
    const until = performance.now() + 120
    await vi.waitUntil(
      () => {
        expect(ahead(clock)).toBe(YEAR)
        return performance.now() > until
      },
      { interval: 10 },
    )
    await writeFile(path, JSON.stringify({ offsetMs: -YEAR }))
    await vi.waitUntil(() => ahead(clock) === -YEAR, { timeout: 1_000, interval: 5 })
  })

  it('does not read the file for every question', async () => {
    await writeFile(path, JSON.stringify({ offsetMs: 0 }))
    const clock = fileClock(path)
    const start = performance.now()
    for (let index = 0; index < 100_000; index += 1) clock.now()
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('is the machine otherwise', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(50)
  })
})
