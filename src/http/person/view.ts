import type { ConsentOverview } from '../../permission/overview.ts'
import type { ConfirmPage, PersonPage } from '../../person/pages.ts'
import { dayWords } from '../../words/dates.ts'
import { personPageWords } from '../../words/person/page.ts'
import type { Language } from '../../words/wording.ts'
import { type Html, html } from '../shell/page.ts'
import { personLayout } from './layout.ts'

/** What just happened, said on top of the page. */
export type Done = { readonly act: 'withdraw' | 'object'; readonly published: 'now' | 'later' }

/** The person's own page: how things stand, what is on record, and a button for each change that is left to make. */
export function personPage(language: Language, page: PersonPage, done: Done | null): string {
  const words = personPageWords(language)
  const sender = page.portal.settings.controllerName
  const consents = page.consents.map((consent) => consentList(language, consent))
  return personLayout(
    language,
    words.title,
    html`${doneMessage(language, done)}<p>${words.intro(sender)}</p>
<h2>${words.now}</h2>${nowLines(language, page)}
<h2>${words.consents}</h2>${consents.length > 0 ? consents : html`<p>${words.none}</p>`}
${changes(language, page)}`,
  )
}

function doneMessage(language: Language, done: Done | null): Html {
  if (done === null) return html``
  const words = personPageWords(language)
  const said = done.act === 'withdraw' ? words.withdrawn : words.objectedNow
  return html`<p role="status">${said}${done.published === 'later' ? ` ${words.later}` : ''}</p>`
}

function nowLines(language: Language, { portal, verdict, objectedAt }: PersonPage): Html {
  const words = personPageWords(language)
  const sender = portal.settings.controllerName
  const until = verdict.until === null ? null : dayWords(verdict.until - 1, language)
  const line = verdict.permission === 'allowed' ? words.may(sender, until) : words.mayNot(sender)
  const objected = objectedAt === null ? '' : html`<p>${words.objected(dayWords(objectedAt, language))}</p>`
  return html`<p>${line}</p>${objected}`
}

function changes(language: Language, { portal, canWithdraw, objectedAt }: PersonPage): Html {
  const words = personPageWords(language)
  const objecting = objectedAt === null
  if (!canWithdraw && !objecting) return html``
  const withdraw = canWithdraw ? button('withdraw', words.withdrawLabel, words.withdrawHint, 'second') : ''
  const object = objecting
    ? button('object', words.objectLabel, words.objectHint(portal.settings.controllerName), 'first')
    : ''
  return html`<h2>${words.change}</h2>${withdraw}${object}<p>${words.noHarm}</p>`
}

function button(act: string, label: string, hint: string, rank: 'first' | 'second'): Html {
  return html`<form method="post"><input type="hidden" name="act" value="${act}"><button type="submit" class="${rank}" aria-describedby="${act}-hint">${label}</button><p id="${act}-hint">${hint}</p></form>`
}

/** A method in words; one that we do not know by name, which may be any text, as it was given. */
function methodWords(known: Readonly<Record<string, string>>, method: string): string {
  return Object.hasOwn(known, method) ? (known[method] ?? method) : method
}

/** The six answers. */
function consentList(language: Language, { fact, at, number, state, ends }: ConsentOverview): Html {
  const words = personPageWords(language)
  const method = fact.proof?.method?.trim() ?? ''
  const holds = state === 'given' || state === 'verified'
  const rows: [string, string][] = [
    [words.who, words.forNumber(nameOf(fact.proof?.givenBy) || words.you, number)],
    [words.how, methodWords(words.methods, method) || words.unknown],
    [words.source, sourceOf(fact.proof?.source) || words.unknown],
    [words.when, dayWords(at, language)],
    [words.which, scopeOf(language, fact)],
    [
      words.status,
      holds ? `${words.states[state]}, ${words.until(dayWords(ends - 1, language))}` : words.states[state],
    ],
  ]
  return html`<dl>${rows.map(([question, answer]) => html`<dt>${question}</dt><dd>${answer}</dd>`)}</dl>`
}

/** Where the record itself is the giver (`contact:55`), that is the reader. */
function nameOf(givenBy: string | null | undefined): string {
  const name = givenBy?.trim() ?? ''
  return /^contact:\d+$/.test(name) ? '' : name
}

/** Without the id that HubSpot puts behind a form's name: it means nothing to a person. */
function sourceOf(source: string | null | undefined): string {
  return (source ?? '')
    .replace(/^form /, '')
    .replace(/ [0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\S*$/, '')
    .trim()
}

function scopeOf(language: Language, fact: ConsentOverview['fact']): string {
  const words = personPageWords(language)
  const notice = fact.proof?.notice?.trim() ?? ''
  return [
    words.purpose[fact.purpose] ?? fact.purpose,
    fact.products === 'any' ? words.allProducts : fact.products.join(', '),
    ...(fact.channel === 'automated' ? [words.automated] : []),
    ...(notice ? [words.text(notice)] : []),
  ].join(', ')
}

/** The question behind a confirm link; `state` says whether it is still to be answered. */
export function confirmPage(language: Language, page: ConfirmPage, state: 'ask' | 'done' | 'before'): string {
  const words = personPageWords(language)
  if (state !== 'ask') {
    const said = state === 'done' ? words.confirmed : words.confirmedBefore
    return personLayout(language, words.confirmTitle, html`<p role="status">${said}</p>`)
  }
  return personLayout(
    language,
    words.confirmTitle,
    html`<p>${words.confirmIntro(page.portal.settings.controllerName)}</p>
${page.consents.map((consent) => consentList(language, consent))}
${button('confirm', words.confirmLabel, words.confirmHint, 'first')}`,
  )
}

/** The same for every link that opens nothing: guessing reveals nothing. */
export function noPersonPage(language: Language): string {
  const words = personPageWords(language)
  return personLayout(language, words.gone, html`<p>${words.goneText}</p>`)
}
