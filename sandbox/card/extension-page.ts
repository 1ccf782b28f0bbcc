import { type Html, html } from '../page/html.ts'
import { nameOf, value } from '../page/portal-data.ts'
import { shell } from '../page/shell.ts'
import type { Language } from '../page/words.ts'
import type { TypeId } from '../world/object-types.ts'
import type { Portal } from '../world/portal.ts'
import type { PropertyDefinition } from '../world/property-definition.ts'
import type { CrmRecord } from '../world/record.ts'
import type { World } from '../world/world.ts'

export type Place =
  | { readonly page: 'card'; readonly typeId: TypeId; readonly recordId: string }
  | { readonly page: 'settings' | 'home' }
  | { readonly page: 'recheck'; readonly ids: readonly string[] }

type View = {
  readonly world: World
  readonly portal: Portal
  readonly language: Language
  readonly path: string
  /** The user who views the page; the first user of the portal where it names nobody. */
  readonly userId: number
  readonly place: Place
}

const WORDS = {
  nl: {
    card: 'Mag ik bellen?',
    settings: 'Belrecht instellen',
    home: 'Belrecht in het kort',
    recheck: 'Opnieuw nagaan',
    back: 'Terug naar het account',
  },
  en: {
    card: 'May I call?',
    settings: 'Belrecht settings',
    home: 'Belrecht at a glance',
    recheck: 'Re-check call permission',
    back: 'Back to the account',
  },
} as const

/** One of the app's pages in a plain frame: beside the record where it is a card, on its own otherwise. */
export function extensionPage({ world, portal, language, path, userId, place }: View): string {
  const words = WORDS[language]
  const user = portal.settings.users.find(({ id }) => id === userId) ?? portal.settings.users[0]
  const context = {
    portalId: portal.id,
    user: { ...user, id: userId || user?.id, locale: language },
    record: place.page === 'card' ? { objectTypeId: place.typeId, objectId: place.recordId } : null,
    objectIds: place.page === 'recheck' ? place.ids : [],
    host: 'belrecht.example',
    offsetMs: world.clock.now() - Date.now(),
  }
  const record = place.page === 'card' ? portal.live(place.typeId, place.recordId) : undefined
  const body = html`<link rel="stylesheet" href="/assets/extension.css"><p><a href="/portal/${portal.id}?lang=${language}">${words.back}</a></p>
<div class="extension-place ${record ? 'beside' : ''}">${record ? aboutRecord(portal, record) : null}
<section class="extension-frame" aria-labelledby="extension-title"><h1 id="extension-title">${words[place.page]}</h1>
<div id="extension" data-context="${JSON.stringify(context)}"></div></section></div>
<script src="/assets/extension/${place.page}.js"></script>`
  return shell({ title: `${words[place.page]} · ${portal.settings.name}`, language, path, body })
}

/** The record as HubSpot keeps it: a name, how to reach it, and what the app wrote or reads. */
function aboutRecord(portal: Portal, record: CrmRecord): Html {
  const name = nameOf(record) || value(record, 'name') || value(record, 'dealname')
  const lines = ['email', 'phone', 'mobilephone', 'dealstage'].map((property) => value(record, property))
  const own = [...portal.shelf(record.typeId).properties.values()].filter(
    (property) => property.groupName === 'belrecht' && value(record, property.name) !== '',
  )
  return html`<section class="extension-record" aria-label="${name}"><h2>${name}</h2>${lines
    .filter((line) => line !== '')
    .map((line) => html`<p>${line}</p>`)}<dl>${own.map(
    (property) =>
      html`<div><dt>${property.label}</dt><dd>${shownValue(property, value(record, property.name))}</dd></div>`,
  )}</dl></section>`
}

const shownValue = ({ options }: PropertyDefinition, given: string): string =>
  options.find((option) => option.value === given)?.label ?? given
