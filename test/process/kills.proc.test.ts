import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ZONNIG } from '../../demo/portals.ts'
import { openService, type Service } from './service.ts'
import { endState, settled, stream } from './stream.ts'

const PEOPLE = 36

let calm: Service
let rough: Service

beforeAll(async () => {
  ;[calm, rough] = await Promise.all([openService(), openService()])
})
afterAll(() => Promise.all([calm?.close(), rough?.close()]))

it('web and worker killed again and again in a stream of deliveries: nothing lost, nothing doubled', async () => {
  await Promise.all([stream(calm, 0, PEOPLE).then(() => settled(calm)), roughStream()])
  const [expected, seen] = await Promise.all([endState(calm, PEOPLE), endState(rough, PEOPLE)])
  expect(seen).toEqual(expected)
  expect(seen[`${ZONNIG.portalId} tasks 5001`]).toEqual([
    'TODO',
    'WAITING',
    '⛔ Niet bellen – Bel 1',
    expect.stringMatching(/⛔.*Dak$/s),
  ])
  expect(seen[`${ZONNIG.portalId} contacts 1000`]).toContain('allowed')
  expect(seen[`${ZONNIG.portalId} contacts 1002`]).toContain('denied')
}, 60_000)

/** The same stream, with a kill at a different instant of the work each time. */
async function roughStream(): Promise<void> {
  const part = PEOPLE / 4
  for (let n = 0; n < 4; n += 1) {
    await Promise.all([stream(rough, n * part, (n + 1) * part), sleep(40 + 130 * n).then(() => killSomething(n))])
  }
  await settled(rough)
}

async function killSomething(n: number): Promise<void> {
  if (n % 2 === 0) {
    await rough.worker.kill()
    rough.startWorker()
  } else {
    await Promise.all([rough.web.kill(), rough.worker.kill()])
    rough.startWorker()
    await rough.startWeb()
  }
}
