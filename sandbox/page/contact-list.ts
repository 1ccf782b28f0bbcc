import type { Portal } from '../world/portal.ts'
import type { CrmRecord } from '../world/record.ts'
import { permissionBadge } from './badge.ts'
import { dayInWords } from './dates.ts'
import { type Html, html } from './html.ts'
import { nameOf, newest, value } from './portal-data.ts'
import { inWords, type Language, wordsOf } from './words.ts'

const NUMBERS = ['phone', 'mobilephone']

/** The contacts with their permission; `query` filters by name and e-mail. */
export function contactList(portal: Portal, language: Language, query: string): Html {
  const words = wordsOf(language)
  const sought = query.trim().toLowerCase()
  const { shown, total } = newest(portal, '0-1', (contact) =>
    sought === '' ? true : `${nameOf(contact)} ${value(contact, 'email')}`.toLowerCase().includes(sought),
  )
  return html`<section aria-labelledby="contacts-title">
<div class="title"><h2 id="contacts-title">${words.contacts}</h2><span class="count" data-live id="contacts-count">${shown.length} ${words.shown} ${total}</span>
<form method="get" role="search"><input type="hidden" name="lang" value="${language}"><input type="search" name="q" value="${query}" placeholder="${words.search}" aria-label="${words.search}"><button class="quiet">${words.find}</button></form></div>
<div data-live id="contacts">${shown.length === 0 ? html`<p class="empty">${words.none}</p>` : shown.map((contact) => contactCard(portal, contact, language))}</div>
</section>`
}

function contactCard(portal: Portal, contact: CrmRecord, language: Language): Html {
  const words = wordsOf(language)
  const numbers = NUMBERS.map((name) => value(contact, name)).filter((number) => number !== '')
  const permission = value(contact, 'belrecht_permission')
  const until = value(contact, 'belrecht_valid_until')
  const basis = value(contact, 'belrecht_basis')
  const relation = value(contact, 'belrecht_relation')
  return html`<article class="card" aria-labelledby="contact-${contact.id}-name">
<div class="head"><div><h3 id="contact-${contact.id}-name">${nameOf(contact) || words.noName} <small>#${contact.id}</small></h3>
<p class="muted">${value(contact, 'email')}${numbers.length > 0 ? ` · ${numbers.join(' · ')}` : ` · ${words.noNumber}`}</p></div>${permissionBadge(permission, language)}</div>
${
  permission !== '' &&
  html`<p class="reason">${value(contact, 'belrecht_reason')}</p>
<dl class="facts"><div><dt>${words.ground}</dt><dd>${basis === '' ? '–' : inWords(language, basis)}</dd></div>
<div><dt>${words.until}</dt><dd>${until === '' ? (permission === 'allowed' ? words.noEnd : '–') : dayInWords(until, language)}</dd></div>
${relation !== '' && html`<div><dt>${words.relation}</dt><dd>${inWords(language, relation)}</dd></div>`}</dl>`
}
<p class="muted"><a href="/portal/${portal.id}/contact/${contact.id}/card?lang=${language}">${words.showCard}</a></p><div class="folds">${sixAnswers(contact, language)}${actions(portal, contact, language)}</div></article>`
}

function sixAnswers(contact: CrmRecord, language: Language): Html {
  const words = wordsOf(language)
  const answer = (name: string): string => value(contact, `belrecht_consent_${name}`)
  const given = answer('given_at')
  const rows = [
    [words.who, answer('given_by')],
    [words.how, inWords(language, answer('method'))],
    [words.source, answer('source')],
    [words.when, given === '' ? '' : dayInWords(given, language)],
    [words.what, answer('scope')],
    [words.status, inWords(language, answer('status'))],
  ] as const
  const known = rows.filter(([, text]) => text !== '').length
  return html`<details id="six-${contact.id}"><summary id="six-${contact.id}-summary">${words.six} <span class="count">${known}/6</span></summary><dl class="six">${rows.map(
    ([question, text]) =>
      html`<div><dt>${question}</dt><dd>${text === '' ? html`<em>${words.blank}</em>` : text}</dd></div>`,
  )}</dl></details>`
}

function actions(portal: Portal, contact: CrmRecord, language: Language): Html {
  const words = wordsOf(language)
  const act = (action: string, label: string): Html =>
    html`<form method="post" action="/portal/${portal.id}/${action}"><input type="hidden" name="contact" value="${contact.id}"><input type="hidden" name="lang" value="${language}"><button id="${action}-${contact.id}">${label}</button></form>`
  const objected = value(contact, 'belrecht_do_not_call') === 'true'
  return html`<details id="do-${contact.id}"><summary id="do-${contact.id}-summary">${words.actions}</summary><div class="actions">${act('opt-in', words.optIn)}${act('win-deal', words.winDeal)}${act('call-task', words.makeTask)}${
    objected ? html`<span class="muted">${words.doNotCallOn}</span>` : act('do-not-call', words.doNotCall)
  }</div></details>`
}
