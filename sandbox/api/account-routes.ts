import { notFound } from '../http/api-error.ts'
import { ok, param } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { assertScope } from '../oauth/scopes.ts'
import type { Portal, PortalUser } from '../world/portal.ts'
import type { World } from '../world/world.ts'
import { apiHandler } from './api-call.ts'
import { customPropertiesOf } from './property-rules.ts'

/** Account details, owners, and how many custom properties still fit. */
export function addAccountRoutes(router: Router, world: World): void {
  router.add(
    'GET',
    '/account-info/2026-09/details',
    apiHandler(world, ({ caller: { portal } }) => ok(detailsOf(portal))),
  )
  router.add(
    'GET',
    '/crm/limits/2026-09/custom-properties',
    apiHandler(world, ({ caller: { portal } }) => ok(customPropertyLimits(portal))),
  )
  router.add(
    'GET',
    '/crm/owners/2026-09',
    apiHandler(world, ({ exchange, caller: { portal, token } }) => {
      assertScope(token, 'crm.objects.owners.read')
      const email = exchange.query.get('email')
      const owners = portal.settings.users.filter((user) => email === null || user.email === email)
      return ok({ results: owners.map(ownerFrom) })
    }),
  )
  router.add(
    'GET',
    '/crm/owners/2026-09/:id',
    apiHandler(world, ({ exchange, caller: { portal, token } }) => {
      assertScope(token, 'crm.objects.owners.read')
      const owner = portal.settings.users.find((user) => String(user.id) === param(exchange, 'id'))
      if (owner === undefined) throw notFound()
      return ok(ownerFrom(owner))
    }),
  )
}

function ownerFrom({ id, email, firstName, lastName }: PortalUser): Record<string, unknown> {
  const createdAt = '2024-01-01T00:00:00.000Z'
  return {
    id: String(id),
    userId: id,
    userIdIncludingInactive: id,
    type: 'PERSON',
    email,
    firstName,
    lastName,
    createdAt,
    updatedAt: createdAt,
    archived: false,
    teams: [],
  }
}

function detailsOf({ settings }: Portal): Record<string, unknown> {
  return {
    portalId: settings.portalId,
    accountType: 'STANDARD',
    timeZone: settings.timeZone,
    companyCurrency: 'EUR',
    additionalCurrencies: [],
    utcOffset: '+01:00',
    utcOffsetMilliseconds: 3_600_000,
    uiDomain: 'app-eu1.hubspot.com',
    dataHostingLocation: 'eu1',
  }
}

/** Shape of HubSpot's limits tracking API. */
function customPropertyLimits(portal: Portal): Record<string, unknown> {
  const byObjectType = [...portal.shelves.values()].map((shelf) => {
    const usage = customPropertiesOf(shelf)
    const { type, customLimit: limit } = shelf
    return {
      objectTypeId: type.id,
      singularLabel: type.singular,
      pluralLabel: type.name,
      limit,
      usage,
      percentage: share(usage, limit),
    }
  })
  const overallUsage = byObjectType.reduce((sum, row) => sum + row.usage, 0)
  const overallLimit = byObjectType.reduce((sum, row) => sum + row.limit, 0)
  return { byObjectType, overallLimit, overallUsage, overallPercentage: share(overallUsage, overallLimit) }
}

const share = (usage: number, limit: number): number => (limit === 0 ? 100 : Math.round((usage / limit) * 1_000) / 10)
