import { once } from 'node:events'
import { PassThrough, Readable, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { decideLines } from '../../src/commands/decide-lines.ts'
import { NUMBER } from '../permission/given.ts'

const caseOf = (id: string | number, but: object = {}) => ({
  id,
  question: {
    at: '2026-07-01T15:00:00+02:00',
    number: NUMBER,
    purpose: 'service',
    channel: 'human',
    controller: 'é',
    product: null,
  },
  sender: { kind: 'commercial' },
  facts: [],
  ...but,
})
const verdictOf = (id: string | number) => ({
  id,
  permission: 'allowed',
  basis: 'service',
  until: null,
  changesAt: null,
  rulebook: 'nl-2026-07-01',
  reasons: [],
})

async function answers(chunks: Iterable<string | Buffer>) {
  const output = new PassThrough({ highWaterMark: 1 << 28 })
  const tally = await decideLines(Readable.from(chunks), output)
  const written = String(output.read() ?? '')
  return {
    tally,
    written,
    lines: written
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  }
}

describe('JSON Lines of cases become JSON Lines of verdicts', () => {
  it('in order, the fields in the published order', async () => {
    const { tally, written } = await answers([`${JSON.stringify(caseOf('a'))}\n${JSON.stringify(caseOf(2))}\n`])
    expect(written).toBe(`${JSON.stringify(verdictOf('a'))}\n${JSON.stringify(verdictOf(2))}\n`)
    expect(tally).toEqual({ lines: 2, errors: 0 })
  })

  it('wherever the chunks are cut, in the middle of a character too', async () => {
    const bytes = Buffer.from(`${JSON.stringify(caseOf('één'))}\n${JSON.stringify(caseOf('twee'))}`)
    const single = Array.from(bytes, (byte) => Buffer.from([byte]))
    expect((await answers(single)).lines).toEqual([verdictOf('één'), verdictOf('twee')])
    expect((await answers([bytes])).lines).toEqual([verdictOf('één'), verdictOf('twee')])
  })

  it('blank lines, Windows line ends and a byte order mark are no cases', async () => {
    const { tally, lines } = await answers([`\uFEFF${JSON.stringify(caseOf('a'))}\r\n\r\n   \n`])
    expect(lines).toEqual([verdictOf('a')])
    expect(tally).toEqual({ lines: 1, errors: 0 })
  })

  it('nothing in, nothing out', async () => {
    expect(await answers([])).toMatchObject({ tally: { lines: 0, errors: 0 }, written: '' })
  })
})

describe('a line that cannot be judged', () => {
  it('is answered with its id and every path; the others with verdicts', async () => {
    const bad = caseOf('bad', { sender: { kind: 'party' }, facts: [{ type: 'objection', at: 'today' }] })
    const lines = [
      JSON.stringify(caseOf('a')),
      JSON.stringify(bad),
      'no json',
      '[]',
      '{"id":{}}',
      JSON.stringify(caseOf('z')),
    ]
    const { tally, lines: said } = await answers([lines.join('\n')])
    expect(said).toEqual([
      verdictOf('a'),
      { id: 'bad', error: expect.stringMatching(/^sender\.kind: .*; facts\[0\]\.at: /) },
      { id: null, error: expect.stringMatching(/^line: not JSON: /) },
      { id: null, error: 'case: expected an object' },
      { id: null, error: expect.stringMatching(/^id: /) },
      verdictOf('z'),
    ])
    expect(tally).toEqual({ lines: 6, errors: 4 })
  })

  it('keeps a number as its id', async () => {
    expect((await answers(['{"id":0}\n'])).lines).toMatchObject([{ id: 0, error: expect.any(String) }])
    expect((await answers(['null\n'])).lines).toMatchObject([{ id: null, error: expect.any(String) }])
  })

  it('is not kept in memory when it has no end', async () => {
    const long = 'x'.repeat(1 << 20)
    const { tally, lines } = await answers([
      ...new Array(20).fill(long),
      `\n${JSON.stringify(caseOf('a'))}\n`,
      ...new Array(17).fill(long),
    ])
    const refused = { id: null, error: 'line: longer than 16777216 characters' }
    expect(lines).toEqual([refused, verdictOf('a'), refused])
    expect(tally).toEqual({ lines: 3, errors: 2 })
  })
})

describe('streams', () => {
  it('the input is read no faster than the output is taken', async () => {
    let made = 0
    const line = `${JSON.stringify(caseOf('a'))}\n`
    function* lines() {
      for (; made < 5000; made += 1) yield line
    }
    const pending: (() => void)[] = []
    const output = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, written) {
        pending.push(written)
        output.emit('taken')
      },
    })
    const done = decideLines(Readable.from(lines()), output)
    await once(output, 'taken')
    expect(made).toBeLessThan(200)
    output.on('taken', () => pending.shift()?.())
    pending.shift()?.()
    expect(await done).toEqual({ lines: 5000, errors: 0 })
    expect(output.writableEnded).toBe(false)
  })

  it('reports a reader that went away to the caller', async () => {
    const output = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
      },
    })
    const endless = Readable.from(
      (function* () {
        for (;;) yield `${JSON.stringify(caseOf('a'))}\n`
      })(),
    )
    await expect(decideLines(endless, output)).rejects.toMatchObject({ code: 'EPIPE' })
    expect(endless.destroyed).toBe(true)
  })
})
