import { createHash } from 'node:crypto'
import { personPageWords } from '../../words/person/page.ts'
import type { Language } from '../../words/wording.ts'
import { Html, html } from '../shell/page.ts'

// Contrast of every pair at least 7:1; a button is 48 px high; what has the focus shows it.
const STYLE =
  '*{box-sizing:border-box}body{margin:0;font:1.125rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#f4f6f8}' +
  'main{max-width:38rem;margin:0 auto;padding:1.5rem 1.25rem 4rem;background:#fff;min-height:100vh}' +
  'nav{text-align:right}h1{font-size:1.75rem;line-height:1.25;margin:.5rem 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}' +
  'dl{margin:1rem 0;padding:1rem;border:1px solid #8a94a0;border-radius:.5rem}dt{font-weight:600}dd{margin:0 0 .75rem;overflow-wrap:anywhere}' +
  'dd:last-child{margin:0}form{margin:1.5rem 0}form p{margin:.5rem 0 0}' +
  'button{font:inherit;font-weight:600;min-height:3rem;width:100%;padding:.6rem 1rem;border:2px solid #0b3d63;border-radius:.5rem;' +
  'background:#0b3d63;color:#fff;cursor:pointer}button.second{background:#fff;color:#0b3d63}' +
  'a{color:#0b3d63;display:inline-block;padding:.5rem 0}a:focus-visible,button:focus-visible{outline:3px solid #b54708;outline-offset:3px}' +
  '[role=status]{padding:1rem;border-left:.4rem solid #0a5c36;background:#e9f6ef;margin:0 0 1rem}'

/** Only the style above; no script, no image, nothing from another server. */
export const PERSON_PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A whole page with a link to the same in the other language. The title never names a person. */
export function personLayout(language: Language, title: string, body: Html): string {
  const other = language === 'nl' ? 'en' : 'nl'
  const words = personPageWords(language)
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><title>${title}</title><style>${new Html(STYLE)}</style>`
  const nav = html`<nav><a href="?language=${other}" hreflang="${other}" lang="${other}">${words.other}</a></nav>`
  return `<!doctype html>${
    html`<html lang="${language}"><head>${head}</head><body><main>${nav}<h1>${title}</h1>${body}</main></body></html>`
      .markup
  }\n`
}
