import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { buildPortal } from './million.ts'
import { openBenchStage, PORTAL } from './stage.ts'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/**
 * `npm run bench -- night [CONTACTS] [DUE] [TASKS]`: one night
 * of a portal, run as the command `nightly` in its own process.
 */
export async function run(print: (figure: Record<string, unknown>) => void): Promise<void> {
  const [contacts = 1_000_000, due = 10_000, tasks = 500] = process.argv.slice(3).map(Number)
  const stage = await openBenchStage()
  try {
    const building = performance.now()
    await buildPortal(stage.sandbox, stage.parts, PORTAL, { contacts, due, tasks })
    const buildSeconds = Math.round((performance.now() - building) / 1000)
    await stage.sandbox.setClock('2026-09-01T00:05:01+02:00')
    await stage.sandbox.call('DELETE', `/sandbox/portals/${PORTAL}/calls-log`)
    const { summary, peakRssMb, seconds } = await nightly(stage.env)
    const calls = await stage.sandbox.call<{ total: number }>('GET', `/sandbox/portals/${PORTAL}/calls-log`)
    const budget = 2 * Math.ceil(due / 100) + Math.ceil(due / 1_000) + 2 * Math.ceil(tasks / 100)
    print({
      bench: 'night',
      contacts,
      buildSeconds,
      ...summary,
      calls: calls.total,
      budget,
      processSeconds: seconds,
      peakRssMb,
    })
    const again = await nightly(stage.env)
    print({ bench: 'night-again', contacts, processSeconds: again.seconds, peakRssMb: again.peakRssMb })
  } finally {
    await stage.close()
  }
}

async function nightly(env: Readonly<Record<string, string>>) {
  const began = performance.now()
  const child = spawn(process.execPath, [MAIN, 'nightly', '--portal', String(PORTAL)], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8')
  })
  let peakRssMb: number | null = null
  const look = async () => {
    peakRssMb = (await peakOf(child.pid)) ?? peakRssMb
  }
  const watch = setInterval(() => void look(), 50)
  const [code] = await once(child, 'close')
  clearInterval(watch)
  if (code !== 0) throw new Error(`the night ended with ${code}: ${printed}`)
  const summary: Record<string, unknown> = JSON.parse(printed.trim().split('\n').at(-1) ?? '{}')
  return { summary, peakRssMb, seconds: Math.round((performance.now() - began) / 10) / 100 }
}

/**
 * The peak memory of a process in megabytes; Linux only. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
async function peakOf(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+)/m.exec(status)?.[1]
  return kilobytes === undefined ? null : Math.round(Number(kilobytes) / 1024)
}
