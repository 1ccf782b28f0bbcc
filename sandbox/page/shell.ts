import { type Html, html } from './html.ts'
import { type Language, wordsOf } from './words.ts'

export type Shell = {
  readonly title: string
  readonly language: Language
  /** Path without query, for the language links. */
  readonly path: string
  readonly body: Html
  /** Marks the page as one that refreshes itself when this changes. */
  readonly revision?: string
}

/** The page around a body. Nothing on it comes from another host. */
export function shell({ title, language, path, body, revision }: Shell): string {
  const words = wordsOf(language)
  const link = (code: Language, label: string): Html =>
    html`<a href="${path}?lang=${code}" lang="${code}" hreflang="${code}" ${code === language ? html`aria-current="true"` : html``}>${label}</a>`
  const page = html`<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/portal.css"><script src="/assets/portal.js" defer></script></head>
<body ${revision === undefined ? html`` : html`data-revision="${revision}"`}><header><div class="wide"><a class="brand" href="/?lang=${language}">Sandbox <span>CRM</span></a><nav aria-label="${words.home}"><a href="/?lang=${language}">${words.home}</a></nav><nav class="languages" aria-label="Taal / Language">${link('nl', 'Nederlands')}${link('en', 'English')}</nav></div></header>
<main class="wide">${body}</main><footer class="wide"><p>${words.notHubSpot}</p></footer></body></html>`
  return `<!doctype html>\n${page.markup}`
}
