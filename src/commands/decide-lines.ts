import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { decide } from '../permission/decide.ts'
import { readCase } from '../permission/read-case.ts'

/** Ten thousand facts fit; a line without an end must not fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024

type Tally = {
  lines: number
  errors: number
}

/**
 * Answers JSON Lines of cases with JSON Lines of verdicts, in order, in constant memory: the input is read no faster than
 * the output is taken. A line that cannot be judged is answered `{"id", "error"}` and counted in `errors`; blank lines
 * are passed over. `output` is left open. Rejects where either stream fails.
 */
export async function decideLines(input: Readable, output: Writable): Promise<{ lines: number; errors: number }> {
  const tally: Tally = { lines: 0, errors: 0 }
  await pipeline(input, (chunks: AsyncIterable<Buffer | string>) => answers(chunks, tally), output, { end: false })
  return tally
}

/** One text for each chunk read: a write for every line would cost more than the verdict. */
async function* answers(chunks: AsyncIterable<Buffer | string>, tally: Tally): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let pieces: string[] = []
  let held = 0
  for await (const chunk of chunks) {
    const lines = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n')
    const rest = lines.pop() ?? ''
    let text = ''
    for (const line of lines) {
      text += answer(held > LONGEST_LINE ? null : pieces.length > 0 ? pieces.join('') + line : line, tally)
      pieces = []
      held = 0
    }
    held += rest.length
    if (held > LONGEST_LINE) pieces = []
    else if (rest !== '') pieces.push(rest)
    if (text !== '') yield text
  }
  const last = answer(held > LONGEST_LINE ? null : pieces.join('') + decoder.end(), tally)
  if (last !== '') yield last
}

/** `line` null: it was too long to be kept. */
function answer(line: string | null, tally: Tally): string {
  if (line === null) return refusal(null, `line: longer than ${LONGEST_LINE} characters`, tally)
  const json = line.charCodeAt(0) === 0xfeff ? line.slice(1) : line
  if (json.trim() === '') return ''
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (cause) {
    return refusal(null, `line: not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, tally)
  }
  const reading = readCase(value)
  if (!reading.ok) return refusal(idOf(value), reading.faults.join('; '), tally)
  tally.lines += 1
  return `${JSON.stringify(decide(reading.case))}\n`
}

function refusal(id: string | number | null, error: string, tally: Tally): string {
  tally.lines += 1
  tally.errors += 1
  return `${JSON.stringify({ id, error })}\n`
}

function idOf(value: unknown): string | number | null {
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : null
  return typeof id === 'string' || typeof id === 'number' ? id : null
}
