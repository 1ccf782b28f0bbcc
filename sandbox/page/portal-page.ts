import type { Portal } from '../world/portal.ts'
import type { World } from '../world/world.ts'
import { contactList } from './contact-list.ts'
import { html } from './html.ts'
import type { NightReport } from './night-report.ts'
import { shell } from './shell.ts'
import { clockPanel, formPanels, nightPanel } from './side-panels.ts'
import { dealList, taskList } from './task-and-deal-lists.ts'
import { type Language, wordsOf } from './words.ts'

export type PortalView = {
  readonly world: World
  readonly portal: Portal
  readonly language: Language
  readonly query: string
  readonly error: string | null
  readonly night: NightReport | null
}

/** Changes whenever the page would show something else. */
export const revisionOf = (world: World, portal: Portal): string =>
  `${portal.revision}.${Math.round(world.clock.offsetMs / 1_000)}`

export function portalPage({ world, portal, language, query, error, night }: PortalView): string {
  const words = wordsOf(language)
  const installed = portal.installedApps.size > 0
  const body = html`<div class="portal"><h1>${portal.settings.name}</h1><p class="muted">${portal.settings.hubDomain} · ${portal.id} · <span class="${installed ? 'on' : 'off'}">${installed ? words.appOn : words.appOff}</span></p><p class="muted">${words.intro}</p>${installed && html`<p><a href="/portal/${portal.id}/home?lang=${language}">${words.appHome}</a> · <a href="/portal/${portal.id}/settings?lang=${language}">${words.appSettings}</a></p>`}</div>
${error !== null && html`<p class="alert" role="alert"><strong>${words.failed}.</strong> ${error}</p>`}
<div class="columns"><div>${contactList(portal, language, query)}${taskList(portal, language)}${dealList(portal, language)}</div>
<aside>${clockPanel(world, portal, language)}${nightPanel(world, portal, night, language)}${formPanels(portal, language)}</aside></div>`
  return shell({
    title: portal.settings.name,
    language,
    path: `/portal/${portal.id}`,
    body,
    revision: revisionOf(world, portal),
  })
}

export function homePage(world: World, language: Language): string {
  const words = wordsOf(language)
  const items = [...world.portals.values()].map((portal) => {
    const { name, hubDomain } = portal.settings
    const contacts = portal.shelf('0-1').records.size
    return html`<li><a class="card" href="/portal/${portal.id}?lang=${language}"><strong>${name}</strong><span class="muted">${hubDomain} · ${portal.id} · ${words.contacts}: ${contacts}</span></a></li>`
  })
  const list =
    items.length === 0 ? html`<p class="empty">${words.noPortals}</p>` : html`<ul class="portals">${items}</ul>`
  return shell({
    title: words.portals,
    language,
    path: '/',
    body: html`<h1>${words.portals}</h1><p class="muted">${words.intro}</p>${list}`,
  })
}
