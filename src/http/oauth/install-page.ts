import type { Installed } from '../../install/install-portal.ts'
import { type InstallFailure, installWords } from '../../words/admin/install.ts'
import type { Language } from '../../words/wording.ts'
import { html, page } from '../shell/page.ts'

/** What the install did: which properties are new, and which the account did not take. */
export function installedPage(language: Language, { hubDomain, created, missing }: Installed): string {
  const words = installWords(language)
  const made = created.map((name) => html`<li><code>${name}</code></li>`)
  const lacking = missing.map(({ name, why }) => html`<li><code>${name}</code>: ${why}</li>`)
  const steps = words.steps.map((step) => html`<li>${step}</li>`)
  const parts = [
    created.length > 0
      ? html`<h2>${words.created(created.length)}</h2><ul>${made}</ul>`
      : html`<p>${words.noneCreated}</p>`,
    missing.length > 0
      ? html`<h2>${words.missing}</h2><ul>${lacking}</ul><p>${words.remedy}</p>`
      : html`<p>${words.allFit}</p>`,
    html`<h2>${words.next}</h2><ol>${steps}</ol>`,
  ]
  return page(language, words.done(hubDomain), html`${parts}`)
}

export function notInstalledPage(language: Language, failure: InstallFailure): string {
  const words = installWords(language)
  const again = html`<a href="/oauth/install">${words.again}</a>`
  return page(language, words.failed, html`<p>${words.failures[failure]}</p><p>${again}</p>`)
}
