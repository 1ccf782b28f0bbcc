import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProcess, untilReady } from '../demo/processes.ts'
import { appEnvironment } from '../demo/stage/app-environment.ts'
import { freePort } from '../demo/stage/free-port.ts'
import { openParts } from '../src/app.ts'
import type { Fact } from '../src/permission/facts.ts'
import { defaultSettings } from '../src/portal-settings/schema.ts'
import { withPortal } from '../src/store/core/portal-tx.ts'
import { setContactNumbers } from '../src/store/ledger/contact-numbers.ts'
import { appendFacts } from '../src/store/ledger/ledger.ts'
import { createApiKey } from '../src/store/portal/api-keys.ts'
import { installPortal } from '../src/store/portal/portals.ts'
import type { Store } from '../src/store/store.ts'
import { configOf } from '../test/kit/config-of.ts'

const PORTAL = 7001
const CONTACTS = 20_000
/** Every fifth number is shared by two contacts. */
const NUMBERS = CONTACTS * 0.8
/** One dialer that waits for each answer, and many at once. */
const CALLERS = [1, 8]
const WARM_UP_MS = 2_000
const MEASURE_MS = 8_000
const BATCHES = 30
const NUMBERS_A_BATCH = 1_000

type Print = (figure: Record<string, unknown>) => void

/**
 * How long a dialer waits for an answer: the web role in a process
 * of its own, PostgreSQL embedded, the callers on the same machine.
 */
export async function run(print: Print): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'belrecht-bench-'))
  // As root the database runs as another user, who must be able to walk in; else its data would stay elsewhere.
  await chmod(folder, 0o755)
  const appUrl = `http://127.0.0.1:${await freePort()}`
  // Nobody asks HubSpot anything here.
  const env = appEnvironment({ appUrl, sandboxUrl: 'http://127.0.0.1:1', dataDir: join(folder, 'data') })
  const parts = await openParts(configOf(env), 'bench')
  try {
    const key = await fill(parts.context.store)
    const web = startProcess('web', env)
    try {
      await untilReady(appUrl, web.process)
      await measure(appUrl, key, print)
    } finally {
      await web.stop()
    }
  } finally {
    await parts.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const numberOf = (index: number): string => `+316${String(10_000_000 + (index % NUMBERS))}`

async function fill(store: Store): Promise<string> {
  const settings = defaultSettings({ controllerName: 'bench', admins: ['1'] })
  const portal = { portalId: PORTAL, hubDomain: 'bench', installedBy: '1', scopes: [], controller: 'main', settings }
  await installPortal(store, { ...portal, installedAt: Date.now() })
  for (let from = 0; from < CONTACTS; from += 1_000) {
    await withPortal(store, PORTAL, async (tx) => {
      const indexes = Array.from({ length: 1_000 }, (_, i) => from + i)
      const rows = indexes.flatMap((index) =>
        factsOf(index).map((fact) => ({
          contactId: String(index + 1),
          origin: 'bench',
          key: `${index}-${fact.type}`,
          fact,
          recordedAt: 1,
        })),
      )
      await appendFacts(tx, rows)
      await setContactNumbers(
        tx,
        indexes.map((index) => ({ contactId: String(index + 1), numbers: [numberOf(index)] })),
      )
    })
  }
  await store.pool.query('analyze')
  return (await withPortal(store, PORTAL, (tx) => createApiKey(tx, 'bench', '1'))).key
}

function factsOf(index: number): Fact[] {
  const [at, number] = ['2026-01-05T10:00:00+01:00', numberOf(index)]
  const proof = { givenBy: 'Jo', method: 'web-form', source: 'form', notice: 'v1' }
  return [
    { type: 'numbers', at, numbers: [number] },
    { type: 'legal-form', at, form: 'consumer' },
    {
      type: 'consent-given',
      at,
      id: `c${index}`,
      number,
      controller: 'main',
      purpose: 'commercial',
      products: 'any',
      channel: 'human',
      proof,
    },
  ]
}

async function measure(url: string, key: string, print: Print): Promise<void> {
  const headers = { authorization: `Bearer ${key}` }
  const ask = async (index: number) => {
    const query = new URLSearchParams({ number: numberOf(index) })
    return answered(await fetch(`${url}/v1/permission?${query}`, { headers }))
  }
  for (const count of CALLERS) {
    await callers(count, ask, WARM_UP_MS)
    const figures = await callers(count, ask, MEASURE_MS)
    print({ bench: 'decision-api', route: 'GET /v1/permission', callers: count, ...figures })
  }

  const waits: number[] = []
  for (let batch = 0; batch < BATCHES; batch++) {
    const numbers = Array.from({ length: NUMBERS_A_BATCH }, (_, i) => numberOf(batch * NUMBERS_A_BATCH + i))
    const start = performance.now()
    await answered(
      await fetch(`${url}/v1/permission/batch`, { method: 'POST', headers, body: JSON.stringify({ numbers }) }),
    )
    waits.push(performance.now() - start)
  }
  print({ bench: 'decision-api', route: 'POST /v1/permission/batch', numbers: NUMBERS_A_BATCH, ...percentiles(waits) })
}

async function answered(response: Response): Promise<void> {
  const text = await response.text()
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${text.slice(0, 300)}`)
}

/** Each caller asks its next question when the last was answered. */
async function callers(
  count: number,
  ask: (index: number) => Promise<void>,
  forMs: number,
): Promise<Record<string, number>> {
  const waits: number[] = []
  const start = performance.now()
  let asked = 0
  const caller = async () => {
    while (performance.now() - start < forMs) {
      // Spread over all numbers, the same ones at every run.
      asked += 7_919
      const before = performance.now()
      await ask(asked)
      waits.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: count }, caller))
  const perSecond = Math.round(waits.length / ((performance.now() - start) / 1_000))
  return { answers: waits.length, perSecond, ...percentiles(waits) }
}

function percentiles(waits: readonly number[]): Record<string, number> {
  const sorted = waits.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? 0) * 10) / 10
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: at(1) }
}
