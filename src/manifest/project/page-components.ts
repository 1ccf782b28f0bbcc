import type { Manifest } from '../schema.ts'
import type { Component } from './component.ts'

/** One card file for each place: HubSpot takes one location a card. The title is static and in one language. */
export function cardComponents({ card }: Manifest): Component<'card'>[] {
  return card.locations.map((location, index) => ({
    uid: index === 0 ? card.uid : `${card.uid}-${location.split('.').at(-1)}`,
    type: 'card',
    config: {
      name: card.name.en,
      description: card.description.en,
      location,
      entrypoint: '/app/cards/PermissionCard.tsx',
      objectTypes: card.objectTypes,
    },
  }))
}

export const settingsComponent = ({ settings }: Manifest): Component<'settings'> => ({
  uid: settings.uid,
  type: 'settings',
  config: { entrypoint: '/app/settings/SettingsPage.tsx' },
})

export const homeComponent = ({ home }: Manifest): Component<'page'> => ({
  uid: home.uid,
  type: 'page',
  config: { entrypoint: '/app/pages/Home.tsx' },
})

export const bulkActionComponents = ({ bulkActions }: Manifest): Component<'crm-bulk-action'>[] =>
  bulkActions.map(({ uid, name, objectTypes, displayMode, icon }) => ({
    uid,
    type: 'crm-bulk-action',
    config: { label: name.en, entrypoint: '/app/actions/Recheck.tsx', objectTypes, displayMode, icon },
  }))
