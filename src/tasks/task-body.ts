import { NOTICE_BEGINS } from '../words/rep/task-hold.ts'

/**
 * A task's body as text. HubSpot keeps bodies as HTML and rewrites them: it wraps, escapes, reorders attributes,
 * changes entities and white space. What is read here is the same in all those clothes.
 */

/** A stretch of a body, in code units. */
type Span = { readonly start: number; readonly end: number }

type Reading = { readonly text: string; readonly spans: readonly Span[] }

/** Tags also where the whole body was escaped. */
const TOKEN = /(?:<|&lt;)\/?([a-z][a-z0-9]*)\b((?:(?!&[lg]t;)[^<>])*)(?:>|&gt;)|&(#\d+|#x[\da-f]+|[a-z]+);|[\s\S]/gi
const BLOCKS = /^(?:p|div|br|ul|ol|li|h\d|table|tr|td|blockquote|hr|pre)$/i
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  eacute: 'é',
  euml: 'ë',
  iuml: 'ï',
  ouml: 'ö',
  rsquo: '’',
  lsquo: '‘',
}

/** White space is one blank, a block's edge a line break, other tags what `keep` makes of them. */
function read(body: string, keep: (token: string, name: string, attributes: string) => string = () => ''): Reading {
  let text = ''
  const spans: Span[] = []
  for (const { 0: token, 1: name, 2: attributes = '', 3: entity, index } of body.matchAll(TOKEN)) {
    const said = name === undefined ? characters(token, entity) : keep(token, name, attributes) + edge(name)
    const span = { start: index, end: index + token.length }
    for (const unit of said.split('')) {
      const longer = joined(text, unit)
      if (longer.length > text.length) spans.push(span)
      text = longer
    }
  }
  return { text, spans }
}

/** Of white space in a row one stays, a line break before a blank; none at the beginning. */
function joined(text: string, unit: string): string {
  const before = text.at(-1) ?? '\n'
  if (!isBlank(unit) || !isBlank(before)) return text + unit
  return unit === '\n' && before === ' ' ? `${text.slice(0, -1)}\n` : text
}

function edge(name: string): string {
  return BLOCKS.test(name) ? '\n' : ''
}

function characters(token: string, entity: string | undefined): string {
  if (entity === undefined) return /\s/.test(token) ? ' ' : token
  const known = ENTITIES[entity.toLowerCase()]
  if (known !== undefined) return known
  if (!entity.startsWith('#')) return token
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
  if (!(code <= 0x10ffff)) return token
  const decoded = String.fromCodePoint(code)
  return /\s/.test(decoded) ? ' ' : decoded
}

function isBlank(unit: string): boolean {
  return unit === ' ' || unit === '\n'
}

/** The sentences of our notices in a body, each with where it stands together with the tags around it alone. */
export function noticesIn(body: string): (Span & { readonly sentence: string })[] {
  if (!body.includes('Belrecht')) return []
  const { text, spans } = read(body)
  return [...text.matchAll(NOTICE_BEGINS)].flatMap((found) => {
    const from = found.index + found[0].length
    const line = text.slice(from).split('\n')[0] ?? ''
    // Flattened to one line, the rep's own words follow; a notice is one sentence.
    const sentence = /^.*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line
    const [first, last] = [spans[found.index], spans[from + sentence.length - 1]]
    return first && last ? [{ sentence: sentence.trim(), ...withTags(body, first.start, last.end) }] : []
  })
}

const OPENED = /(?:<|&lt;)([a-z][a-z0-9]*)\b(?:(?!&[lg]t;)[^<>])*(?:>|&gt;)\s*$/i
const CLOSED = /^\s*(?:<|&lt;)\/([a-z][a-z0-9]*)\s*(?:>|&gt;)/i
const BROKEN = /^\s*(?:<|&lt;)br\s*\/?(?:>|&gt;)/i

function withTags(body: string, from: number, to: number): Span {
  let [start, end] = [from, to]
  for (;;) {
    const opened = OPENED.exec(body.slice(0, start))
    const closed = CLOSED.exec(body.slice(end))
    if (!opened || opened[1]?.toLowerCase() !== closed?.[1]?.toLowerCase()) break
    start = opened.index
    end += closed?.[0].length ?? 0
  }
  if (end === to) end += BROKEN.exec(body.slice(end))?.[0].length ?? 0
  return { start, end }
}

/** A body without our notices, whatever they said. */
export function withoutNotices(body: string): string {
  return noticesIn(body).reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), body)
}

/** Whether a notice in a body says this; where HubSpot cut the body, as much of it as is left. */
export function saysInNotice(body: string, sentence: string): boolean {
  const [notice, ...others] = noticesIn(body)
  return notice !== undefined && others.length === 0 && read(asHtml(sentence)).text.startsWith(notice.sentence)
}

/** Text as HTML. */
export function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Tags that a person sets; what HubSpot adds by itself (p, div, span, attributes) is no change by a person. */
const FORMATS: Readonly<Record<string, string>> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  u: 'u',
  s: 's',
  a: 'a',
  img: 'img',
  li: 'li',
  ul: 'ul',
  ol: 'ol',
}

function format(token: string, name: string, attributes: string): string {
  const known = FORMATS[name.toLowerCase()]
  if (known === undefined) return ''
  const target = /\b(?:href|src)\s*=\s*["']?([^"'\s]*)/i.exec(attributes)?.[1] ?? ''
  return `<${/^(?:<|&lt;)\//i.test(token) ? '/' : ''}${known}${target}>`
}

/** Whether two bodies say the same, in whatever clothes HubSpot keeps them. */
export function sameBody(one: string, other: string): boolean {
  return one === other || read(one, format).text.trim() === read(other, format).text.trim()
}
