import type { Portal } from '../world/portal.ts'
import type { CrmRecord } from '../world/record.ts'
import { taskBadge } from './badge.ts'
import { dayInWords } from './dates.ts'
import { type Html, html } from './html.ts'
import { contactsOf, nameOf, newest, taskState, value } from './portal-data.ts'
import { inWords, type Language, wordsOf } from './words.ts'

/** The tasks, each with what it is worth to a caller: held, open, or none of a call's. */
export function taskList(portal: Portal, language: Language): Html {
  const words = wordsOf(language)
  const { shown, total } = newest(portal, '0-27', () => true)
  const row = (task: CrmRecord): Html => {
    const state = taskState(task)
    const label = { held: words.held, open: words.open, other: words.otherTask }[state]
    const reason = value(task, 'belrecht_hold_reason')
    return html`<li class="row ${state}"><div><strong>${value(task, 'hs_task_subject')}</strong>
<p class="muted">${words.withWhom} ${withWhom(portal, task)} · ${words.due} ${dayInWords(value(task, 'hs_timestamp'), language)} · ${inWords(language, value(task, 'hs_task_type'))}, ${inWords(language, value(task, 'hs_task_status'))}</p>
${state === 'held' && reason !== '' && html`<p class="reason">${reason}</p>`}</div>${taskBadge(state, label)}</li>`
  }
  return list('tasks', words.tasks, total, shown.map(row), language)
}

export function dealList(portal: Portal, language: Language): Html {
  const words = wordsOf(language)
  const { shown, total } = newest(portal, '0-3', () => true)
  const row = (deal: CrmRecord): Html => {
    const close = value(deal, 'closedate')
    const amount = value(deal, 'amount')
    return html`<li class="row"><div><strong>${value(deal, 'dealname')}</strong><p class="muted">${words.withWhom} ${withWhom(portal, deal)}${close === '' ? '' : ` · ${words.closed} ${dayInWords(close, language)}`}${amount === '' ? '' : ` · € ${amount}`}</p></div>
<span class="stage${value(deal, 'hs_is_closed_won') === 'true' ? ' won' : ''}">${inWords(language, value(deal, 'dealstage'))}</span></li>`
  }
  return list('deals', words.deals, total, shown.map(row), language)
}

const withWhom = (portal: Portal, record: CrmRecord): string =>
  contactsOf(portal, record)
    .map((contact) => nameOf(contact) || `#${contact.id}`)
    .join(', ') || '–'

function list(id: string, title: string, total: number, rows: readonly Html[], language: Language): Html {
  return html`<section aria-labelledby="${id}-title"><div class="title"><h2 id="${id}-title">${title}</h2><span class="count" data-live id="${id}-count">${total}</span></div>
<div data-live id="${id}">${rows.length === 0 ? html`<p class="empty">${wordsOf(language).none}</p>` : html`<ul class="rows">${rows}</ul>`}</div></section>`
}
