import { Pool } from 'undici'
import { startProcess, untilReady } from '../demo/processes.ts'
import { type Delivery, signedDelivery } from './signed.ts'
import { type BenchStage, openBenchStage } from './stage.ts'

const SECONDS = 5
const CONNECTIONS = 32
/** Made and signed beforehand, so that the generator takes little of the receiver's processor. */
const PREPARED = { 1: 30_000, 100: 12_000 } as const

/** Deliveries taken a second by the web role in a process of its own: signed, checked, stored on disk, answered. */
export async function run(print: (figure: Record<string, unknown>) => void): Promise<void> {
  const stage = await openBenchStage()
  const web = startProcess('web', stage.env)
  try {
    await untilReady(stage.appUrl, web.process)
    for (const events of [100, 1] as const)
      print({ bench: 'intake', eventsADelivery: events, ...(await measure(stage, events)) })
  } finally {
    await web.stop()
    await stage.close()
  }
}

async function measure({ appUrl }: BenchStage, events: keyof typeof PREPARED): Promise<Record<string, unknown>> {
  const path = '/webhooks/hubspot'
  const deliveries = Array.from({ length: PREPARED[events] }, (_, n) => signedDelivery(appUrl + path, events, n))
  const pool = new Pool(appUrl, { connections: CONNECTIONS, pipelining: 1 })
  const latencies: number[] = []
  let refused = 0
  const began = performance.now()
  const end = began + SECONDS * 1_000
  const send = async ({ body, headers }: Delivery) => {
    const asked = performance.now()
    const answer = await pool.request({ method: 'POST', path, headers, body })
    await answer.body.dump()
    if (answer.statusCode !== 204) refused += 1
    latencies.push(performance.now() - asked)
  }
  const sender = async () => {
    for (let next = deliveries.pop(); next && performance.now() < end; next = deliveries.pop()) await send(next)
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sender))
  const seconds = (performance.now() - began) / 1_000
  await pool.close()
  const sorted = latencies.sort((a, b) => a - b)
  const quantile = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return {
    deliveriesPerSecond: Math.round(sorted.length / seconds),
    eventsPerSecond: Math.round((sorted.length * events) / seconds),
    refused,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  }
}
