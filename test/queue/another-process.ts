import { createQueue } from '../../src/queue/queue.ts'
import { jobs } from './jobs.ts'
import type { Place } from './places.ts'

// A worker as a second machine would run it: says what it does on stdout, one word a line; ends when stdin does.
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const place = JSON.parse(process.argv[2] ?? '') as Place
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const queue = await createQueue({ ...place, jobs, log: silent })
queue.work({
  drain: async ({ portalId }) => {
    say(`drain ${portalId}`)
    if (portalId === 'hang') await new Promise(() => {})
  },
  night: async ({ portalId }) => say(`night ${portalId}`),
  tick: async () => say('tick'),
})
if (process.argv[3]) await queue.every('tick', Number(process.argv[3]))
say('working')

process.stdin.resume()
process.stdin.on('end', () => {
  void queue.close({ graceMs: 2_000 }).then(() => process.exit(0))
})
