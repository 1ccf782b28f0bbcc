import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { decideLines } from '../src/commands/decide-lines.ts'
import { caseLine } from './case-lines.ts'

const WARM_UP = 20_000

/** Cases a second, and how much memory a stream of them needs: ten times the lines must not need more. */
export async function run(print: (figure: Record<string, unknown>) => void): Promise<void> {
  for (const count of [100_000, 1_000_000]) print({ bench: 'decide', ...(await inOwnProcess(count)) })
}

/** A process for each size, so that the second measurement does not inherit the memory of the first. */
async function inOwnProcess(count: number): Promise<Record<string, unknown>> {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(import.meta.url), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`measuring ${count} lines ended with exit status ${code}`)
  return JSON.parse(said)
}

const LINES_A_CHUNK = 100

function* chunks(count: number): Generator<Buffer> {
  for (let from = 0; from < count; from += LINES_A_CHUNK) {
    let text = ''
    for (let i = from; i < Math.min(count, from + LINES_A_CHUNK); i += 1) text += caseLine(i)
    yield Buffer.from(text)
  }
}

/** Counts what is written and forgets it. */
function sink(tally: { bytes: number }): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      tally.bytes += chunk.length
      done()
    },
  })
}

async function measure(count: number): Promise<Record<string, unknown>> {
  await decideLines(Readable.from(chunks(WARM_UP)), sink({ bytes: 0 }))
  const generating = timeOf(() => {
    for (const _ of chunks(count));
  })
  const tally = { bytes: 0 }
  const cpu = process.cpuUsage()
  const start = performance.now()
  const { lines, errors } = await decideLines(Readable.from(chunks(count)), sink(tally))
  const seconds = (performance.now() - start - generating) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return {
    lines,
    errors,
    verdictsPerSecond: Math.round(lines / seconds),
    cpuSeconds: Math.round((user + system) / 1e4) / 100,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    outputMb: Math.round(tally.bytes / 1e6),
  }
}

function timeOf(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(JSON.stringify(await measure(Number(process.argv[2]))))
}
