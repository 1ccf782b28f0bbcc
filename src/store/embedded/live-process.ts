import { readFileSync } from 'node:fs'

/** A process as it can be recognised later: pids are given out again, a pid with its start time is not. */
export type ProcessMark = { readonly pid: number; readonly startedAt: string | null }

export function markOf(pid: number): ProcessMark {
  return { pid, startedAt: procStat(pid)?.startedAt ?? null }
}

/** False for zombies too: they hold no connection and run no code. */
export function isAlive({ pid, startedAt }: ProcessMark): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: the process lives, but belongs to another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const seen = procStat(pid)
  if (seen === null) return true
  if (seen.state === 'Z' || seen.state === 'X') return false
  return startedAt === null || seen.startedAt === startedAt
}

/** Linux only; null elsewhere, where a pid alone has to do. Fields after the command's closing bracket: proc(5). */
function procStat(pid: number): { state: string; startedAt: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', startedAt: fields[19] ?? '' }
  } catch {
    return null
  }
}
