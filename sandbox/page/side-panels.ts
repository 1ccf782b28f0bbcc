import { DateTime } from 'luxon'
import type { Portal } from '../world/portal.ts'
import type { World } from '../world/world.ts'
import { momentInWords, ZONE } from './dates.ts'
import { type Html, html } from './html.ts'
import { type NightReport, summaryFor } from './night-report.ts'
import { figureInWords, type Language, wordsOf } from './words.ts'

/** The clock to move and the night to run. */
export function clockPanel(world: World, portal: Portal, language: Language): Html {
  const words = wordsOf(language)
  const now = world.clock.now()
  const step = (move: string, label: string): Html =>
    html`<button name="move" value="${move}" class="quiet">${label}</button>`
  const date = DateTime.fromMillis(now, { zone: ZONE }).toISODate() ?? ''
  return html`<section class="panel" aria-labelledby="clock-title"><h2 id="clock-title">${words.clock}</h2>
<p data-live id="now" class="now">${momentInWords(now, language)}</p>
<form method="post" action="/portal/${portal.id}/clock" class="steps">${hidden(language)}${step('day', words.plusDay)}${step('month', words.plusMonth)}</form>
<form method="post" action="/portal/${portal.id}/clock" class="steps">${hidden(language)}<input type="date" name="date" value="${date}" required aria-label="${words.toDate}"><button name="move" value="date" class="quiet">${words.go}</button></form></section>`
}

export function nightPanel(world: World, portal: Portal, report: NightReport | null, language: Language): Html {
  const words = wordsOf(language)
  const can = world.hooks.runNight !== undefined
  return html`<section class="panel" aria-labelledby="night-title"><h2 id="night-title">${words.night}</h2>
<form method="post" action="/portal/${portal.id}/night">${hidden(language)}<button class="strong" ${can ? html`` : html`disabled`} aria-describedby="night-hint">${words.runNight}</button></form>
<p id="night-hint" class="muted">${can ? words.nightHint : words.nightOff}</p>
<div data-live id="night">${report !== null && lastNight(report, portal, language)}</div></section>`
}

function lastNight(report: NightReport, portal: Portal, language: Language): Html {
  const words = wordsOf(language)
  if (report.error !== null)
    return html`<p class="alert" role="alert"><strong>${words.nightFailed}.</strong> ${report.error}</p>`
  const figures = summaryFor(report, portal.id)
  return html`<p class="muted">${words.lastNight}: ${momentInWords(report.at, language)}</p>
<dl class="figures">${figures.map(([name, figure]) => html`<div><dt>${figureInWords(language, name)}</dt><dd>${figure}</dd></div>`)}</dl>`
}

/** A person the sales team met, and a visitor of the website. */
export function formPanels(portal: Portal, language: Language): Html {
  const words = wordsOf(language)
  const field = (form: string, name: string, label: string, type = 'text', required = false): Html =>
    html`<label for="${form}-${name}">${label}</label><input id="${form}-${name}" name="${name}" type="${type}" autocomplete="off" ${required ? html`required` : html``}>`
  return html`<section class="panel" aria-labelledby="new-title"><h2 id="new-title">${words.newContact}</h2>
<form method="post" action="/portal/${portal.id}/contact" class="fields">${hidden(language)}${field('new', 'firstname', words.firstName)}${field('new', 'lastname', words.lastName)}${field('new', 'email', words.email, 'email', true)}${field('new', 'mobilephone', words.mobile, 'tel')}<button>${words.make}</button></form></section>
<section class="panel" aria-labelledby="form-title"><h2 id="form-title">${words.optInForm}</h2><p class="muted">${words.optInHint}</p>
<form method="post" action="/portal/${portal.id}/opt-in" class="fields">${hidden(language)}${field('form', 'email', words.email, 'email', true)}${field('form', 'mobilephone', words.mobile, 'tel', true)}<label class="check"><input type="checkbox" name="agree" checked> ${words.agree}</label><button>${words.send}</button></form></section>`
}

const hidden = (language: Language): Html => html`<input type="hidden" name="lang" value="${language}">`
