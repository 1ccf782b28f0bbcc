import type { HubSpotRecord } from '../hubspot/records/records.ts'
import type { OpenPortal } from '../portal/context.ts'
import { type ContactSnapshot, historyNeeded } from '../provenance/contact-facts.ts'
import { contactPropertiesRead } from './properties/contact.ts'

const DEAL_PROPERTIES = ['dealname', 'dealstage', 'pipeline', 'closedate', 'amount', 'hs_is_closed_won']

/** HubSpot's own association type, contact to company; the label's text may be a customer's (`Primary investor`). */
const PRIMARY_COMPANY = 1

/**
 * Everything HubSpot shows about these contacts now: record with history, deals, companies. Contacts that HubSpot
 * no longer has are absent. HubSpot calls for n contacts: n/50 + n/1000 + deals/50 + (b2b: n/1000 + companies/100).
 */
export async function contactSnapshots(
  portal: OpenPortal,
  contactIds: readonly string[],
): Promise<Map<string, ContactSnapshot>> {
  const { client, settings } = portal
  const contacts = await client.batchRead('contacts', [...contactIds], {
    properties: contactPropertiesRead(settings),
    withHistory: historyNeeded(settings),
  })
  const ids = [...contacts.keys()]
  const [dealsOf, companiesOf] = [await linkedDeals(portal, ids), await linkedCompanies(portal, ids)]
  return new Map(
    [...contacts.values()].map((contact) => [
      contact.id,
      { contact, deals: dealsOf.get(contact.id) ?? [], companies: companiesOf.get(contact.id) ?? [] },
    ]),
  )
}

async function linkedDeals(
  { client, settings }: OpenPortal,
  contactIds: string[],
): Promise<Map<string, HubSpotRecord[]>> {
  const links = await client.associations('contacts', 'deals', contactIds)
  const dealIds = [...new Set([...links.values()].flat().map(({ id }) => id))]
  const deals = await client.batchRead('deals', dealIds, {
    properties: [...DEAL_PROPERTIES, settings.mapping.contractEnd],
    withHistory: ['hs_is_closed_won', 'dealstage', 'closedate'],
  })
  return new Map([...links].map(([contactId, to]) => [contactId, to.flatMap(({ id }) => deals.get(id) ?? [])]))
}

// A company's legal form is read only where the portal declared that its contacts speak for companies.
async function linkedCompanies(
  { client, settings }: OpenPortal,
  contactIds: string[],
): Promise<Map<string, ContactSnapshot['companies']>> {
  if (!settings.b2b) return new Map()
  const links = await client.associations('contacts', 'companies', contactIds)
  const companyIds = [...new Set([...links.values()].flat().map(({ id }) => id))]
  const companies = await client.batchRead('companies', companyIds, {
    properties: ['name', 'domain', settings.mapping.companyLegalForm],
  })
  return new Map(
    [...links].map(([contactId, to]) => [
      contactId,
      to.flatMap(({ id, typeIds }) => {
        const company = companies.get(id)
        return company ? [{ company, primary: typeIds.includes(PRIMARY_COMPANY) }] : []
      }),
    ]),
  )
}
