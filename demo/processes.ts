import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const MAIN = join(import.meta.dirname, '..', 'src', 'main.ts')

/** A role of the app as an operating-system process, so that it can be killed for real. */
export type AppProcess = {
  readonly role: string
  readonly process: ChildProcess
  /** SIGTERM, then waits for the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL: nothing is tidied up. */
  kill(): Promise<void>
}

export function startProcess(role: string, env: Readonly<Record<string, string>>): AppProcess {
  const child = spawn(process.execPath, [MAIN, 'start', role], {
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return {
    role,
    process: child,
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** Runs one command of the app to its end and gives back what it printed. */
export async function runCommand(args: string[], env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...inherited(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8')
  })
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${printed}`)
  return printed
}

export async function untilReady(url: string, child: ChildProcess, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the app stopped with ${child.exitCode} while starting`)
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    if (Date.now() > end) throw new Error(`${url}/readyz was not ready within ${timeoutMs} ms`)
    await sleep(50)
  }
}

// The demo brings its own settings: whatever this shell has set for a real service must not leak into it.
const OWN_SETTINGS =
  /^(HUBSPOT_|ENCRYPTION_KEYS|DATABASE_URL|REDIS_URL|DATA_DIR|PORT|PUBLIC_BASE_URL|CLOCK_FILE|NIGHTLY_AT|WEBHOOK_SIGNATURES|LOG_LEVEL)/

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || OWN_SETTINGS.test(name) ? [] : [[name, value]],
    ),
  )
}
