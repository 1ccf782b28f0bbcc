import { hubspot, useExtensionActions, useExtensionContext } from '@hubspot/ui-extensions'
import React, { useMemo } from 'react'
import { createPageContext, PageContextProvider } from '../shared/page-context.ts'
import { ContactCard } from './parts/ContactCard.tsx'
import { RelatedCard } from './parts/RelatedCard.tsx'

type Place = 'crm.record.sidebar'

hubspot.extend<Place>(() => <PermissionCard />)

/** May this person be called? On a contact about that contact, on a company or deal about its contacts. */
export function PermissionCard() {
  const context = useExtensionContext<Place>()
  const actions = useExtensionActions<Place>()
  const { crm } = context
  const pageContext = useMemo(() => createPageContext(context, hubspot.fetch, actions), [context, actions])
  const objectId = String(crm.objectId)
  return <PageContextProvider value={pageContext}>{cardFor(crm.objectTypeId, objectId)}</PageContextProvider>
}

function cardFor(objectTypeId: string, objectId: string) {
  if (objectTypeId === '0-2') return <RelatedCard objectType="companies" objectId={objectId} />
  if (objectTypeId === '0-3') return <RelatedCard objectType="deals" objectId={objectId} />
  return <ContactCard contactId={objectId} />
}
