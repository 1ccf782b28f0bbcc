import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createHubSpot, type HubSpot } from '../../../src/hubspot/hubspot.ts'

const open: { server: Server; hubspot: HubSpot }[] = []

afterEach(async () => {
  for (const { server, hubspot } of open.splice(0)) {
    await hubspot.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function against(listener: RequestListener, { tries = 1, answerMs = 10_000, totalMs = 10_000 } = {}) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const hubspot = createHubSpot({
    baseUrl,
    tokens: { accessToken: async () => 't' },
    takeRate: async () => 0,
    wait: async () => undefined,
    retries: { tries, firstPauseMs: 1, longestPauseMs: 1, totalMs },
    timeOuts: { connectMs: 300, headersMs: 300, bodyMs: 300, answerMs },
  })
  open.push({ server, hubspot })
  return { portal: hubspot.portal(7001), baseUrl }
}

it('settles when HubSpot never answers', async () => {
  let requests = 0
  const { portal } = await against(() => void requests++, { tries: 2 })
  const began = performance.now()
  await expect(portal.listPage('contacts', null, [])).rejects.toMatchObject({
    kind: 'timeout',
    category: 'UND_ERR_HEADERS_TIMEOUT',
  })
  expect(requests).toBe(2)
  expect(performance.now() - began).toBeLessThan(5_000)
})

it('is not tried again when its time is up', async () => {
  let requests = 0
  const { portal } = await against(() => void requests++, { tries: 5, totalMs: 200 })
  await expect(portal.listPage('contacts', null, [])).rejects.toMatchObject({ kind: 'timeout' })
  expect(requests).toBe(1)
})

it('settles when an answer stops in the middle', async () => {
  const { portal } = await against((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"results":')
  })
  await expect(portal.listPage('contacts', null, [])).rejects.toMatchObject({
    kind: 'timeout',
    category: 'UND_ERR_BODY_TIMEOUT',
  })
})

it('settles when an answer drips without end', async () => {
  const drips: NodeJS.Timeout[] = []
  const { portal } = await against(
    (_, response) => {
      drips.push(setInterval(() => response.write(' '), 50))
    },
    { answerMs: 500 },
  )
  try {
    await expect(portal.listPage('contacts', null, [])).rejects.toMatchObject({
      kind: 'timeout',
      category: 'ETIMEDOUT',
    })
  } finally {
    for (const drip of drips) clearInterval(drip)
  }
})

it('is repeated when the connection breaks', async () => {
  let requests = 0
  const { portal } = await against(
    (request, response) => {
      requests++
      if (requests === 1) request.socket.destroy()
      else response.end('{"results":[{"id":"101"}]}')
    },
    { tries: 2 },
  )
  expect(await portal.listPage('contacts', null, [])).toMatchObject({ records: [{ id: '101' }] })
})

it('leaves requests to other addresses as they were', async () => {
  await against(() => undefined)
  const other = createServer((_, response) => void setTimeout(() => response.end('late'), 1_700))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  try {
    const response = await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
    expect(await response.text()).toBe('late')
  } finally {
    other.closeAllConnections()
    await new Promise((resolve) => other.close(resolve))
  }
})
