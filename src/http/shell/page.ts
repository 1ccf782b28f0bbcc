import { createHash } from 'node:crypto'
import type { Language } from '../../words/wording.ts'

/** Markup that is safe to stand in a page as it is. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

type Part = string | number | Html | readonly Html[]

function render(part: Part): string {
  if (part instanceof Html) return part.markup
  if (typeof part === 'object') return part.map(render).join('')
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

/** A template tag: everything put in is escaped unless it is `Html` already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + render(parts[index] ?? '')).join(''))
}

const STYLE =
  'body{font:1rem/1.6 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:0}' +
  'main{max-width:40rem;margin:3rem auto;padding:0 1.25rem}h1{font-size:1.6rem;line-height:1.25}' +
  'code{font-size:.95em}li{margin:.25rem 0}'

/** Lets exactly the style above through, and nothing else of any kind. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** A whole page: one heading, one main landmark, readable without styles, no scripts. */
export function page(language: Language, title: string, body: Html): string {
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – Belrecht</title><style>${new Html(STYLE)}</style>`
  const whole = html`<html lang="${language}"><head>${head}</head><body><main><h1>${title}</h1>${body}</main></body></html>`
  return `<!doctype html>${whole.markup}\n`
}
