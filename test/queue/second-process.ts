import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import type { Place } from './places.ts'

export type SecondProcess = {
  readonly lines: readonly string[]
  count(line: string): number
  /** Resolves once it has said the line; rejects after ten seconds. */
  said(line: string): Promise<void>
  kill(): Promise<void>
  end(): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./another-process.ts', import.meta.url))

/** A worker in a process of its own; `tickEveryMs` makes it register the scheduler too. */
export const secondProcess = async (place: Place, tickEveryMs?: number): Promise<SecondProcess> => {
  const parts = [SCRIPT, JSON.stringify(place), ...(tickEveryMs === undefined ? [] : [`${tickEveryMs}`])]
  const child = spawn(process.execPath, parts, { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  const gone = once(child, 'exit')
  const said = (line: string) =>
    vi.waitUntil(() => lines.includes(line), { timeout: 10_000, interval: 20 }).then(() => undefined)
  await said('working')
  return {
    lines,
    count: (line) => lines.filter((one) => one === line).length,
    said,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    end: async () => {
      child.stdin.end()
      await gone
    },
  }
}
