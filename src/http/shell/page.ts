import { createHash } from 'node:crypto'

export const PAGE_LANGUAGES = ['nl', 'en'] as const
export type PageLanguage = (typeof PAGE_LANGUAGES)[number]

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

const render = (part: Part): string => {
  if (part instanceof Html) return part.markup
  if (typeof part === 'object') return part.map(render).join('')
  return String(part).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

/** A template tag: everything put in is escaped unless it is `Html` already. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(strings.map((text, index) => text + (index < parts.length ? render(parts[index] as Part) : '')).join(''))

const STYLE =
  'body{font:1rem/1.6 system-ui,sans-serif;color:#1b1b1b;background:#fff;margin:0}' +
  'main{max-width:40rem;margin:3rem auto;padding:0 1.25rem}h1{font-size:1.6rem;line-height:1.25}' +
  'code{font-size:.95em}li{margin:.25rem 0}'

/** Lets exactly the style above through, and nothing else of any kind. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** A whole page: one heading, one main landmark, readable without styles, no scripts. */
export const page = (language: PageLanguage, title: string, body: Html): string =>
  `<!doctype html>${
    html`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – Belrecht</title><style>${new Html(STYLE)}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`
      .markup
  }\n`
