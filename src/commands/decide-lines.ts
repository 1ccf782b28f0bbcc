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
 * Answers JSON Lines of cases with JSON Lines of verdicts, in order, in constant memory: the input is read no faster
 * than the output is taken. A line that cannot be judged is answered `{"id", "error"}` and counted in `errors`; blank
 * lines are passed over. `output` is left open. Rejects where either stream fails.
 */
export async function decideLines(input: Readable, output: Writable): Promise<{ lines: number; errors: number }> {
  const tally: Tally = { lines: 0, errors: 0 }
  await pipeline(input, (chunks: AsyncIterable<Buffer | string>) => answers(chunks, tally), output, { end: false })
  return tally
}

/** One text for each chunk read: a write for every line would cost more than the verdict. */
async function* answers(chunks: AsyncIterable<Buffer | string>, tally: Tally): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  const begun = new BegunLine()
  for await (const chunk of chunks) {
    const lines = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n')
    const rest = lines.pop() ?? ''
    let text = ''
    for (const line of lines) text += answer(begun.end(line), tally)
    begun.add(rest)
    if (text !== '') yield text
  }
  const last = answer(begun.end(decoder.end()), tally)
  if (last !== '') yield last
}

/** A line that came in pieces, of which no more than LONGEST_LINE is kept. */
class BegunLine {
  #pieces: string[] = []
  #length = 0

  add(piece: string): void {
    this.#length += piece.length
    if (this.#length > LONGEST_LINE) this.#pieces = []
    else if (piece !== '') this.#pieces.push(piece)
  }

  /** The whole line, or null where it was too long to be kept; then a new one begins. */
  end(piece: string): string | null {
    if (this.#length === 0) return piece
    const whole = this.#length > LONGEST_LINE ? null : this.#pieces.join('') + piece
    this.#pieces = []
    this.#length = 0
    return whole
  }
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
