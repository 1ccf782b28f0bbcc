import { readFileSync } from 'node:fs'
import type { Clock } from '../time/clock.ts'

const REREAD_MS = 50

function readOffset(path: string): number | undefined {
  try {
    const { offsetMs }: { offsetMs?: unknown } = JSON.parse(readFileSync(path, 'utf8'))
    return typeof offsetMs === 'number' && Number.isFinite(offsetMs) ? offsetMs : undefined
  } catch {
    return undefined
  }
}

/**
 * Real time plus the `{"offsetMs": N}` of a file: the demo's clock, which its processes share. The file is read
 * at most twenty times a second; while it is absent or half written the last offset stays in force (0 at first).
 */
export function fileClock(path: string): Clock {
  let offsetMs = 0
  let readAt = Number.NEGATIVE_INFINITY
  return {
    now: () => {
      if (performance.now() - readAt >= REREAD_MS) {
        offsetMs = readOffset(path) ?? offsetMs
        readAt = performance.now()
      }
      return Date.now() + offsetMs
    },
  }
}
