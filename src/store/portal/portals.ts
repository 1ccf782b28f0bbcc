import { randomBytes } from 'node:crypto'
import type { PortalId } from '../../time/units.ts'
import { type PortalTx, withPortal } from '../core/portal-tx.ts'
import { storableJson } from '../core/storable-json.ts'
import { StoreError } from '../core/store-error.ts'
import { unparkEvents } from '../inbox/inbox.ts'
import { askWork } from '../inbox/work.ts'
import type { Store } from '../store.ts'

export type PortalStatus = 'installed' | 'uninstalled'

/**
 * A HubSpot account that has, or had, the app. `settings` is
 * checked by whoever reads it; `installedAt` in epoch milliseconds.
 */
export type Portal = {
  readonly portalId: PortalId
  readonly hubDomain: string
  readonly installedBy: string
  readonly scopes: readonly string[]
  readonly controller: string
  readonly settings: unknown
  /** Of our custom properties, those the account did not take (`type.name`). */
  readonly missingProperties: readonly string[]
  readonly status: PortalStatus
  readonly installedAt: number
  /** Since when the account refuses us; null while it does not. */
  readonly uninstalledAt: number | null
}

export type NewPortal = Omit<Portal, 'status' | 'missingProperties' | 'uninstalledAt'>

/**
 * Installs, or installs again: then controller, settings and number key stay, since consents and objections hang on
 * them. Splitting parks events of portals it does not know; with the lock it either knows this one, or has parked its
 * events before the install goes on to unpark them.
 */
export async function installPortal(store: Store, portal: NewPortal): Promise<void> {
  await withPortal(store, portal.portalId, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [installLock(portal.portalId)])
    await tx.query(
      `insert into portals (hub_domain, installed_by, scopes, controller, settings, number_key, status, installed_at)
       values ($1, $2, $3, $4, $5, $6, 'installed', $7)
       on conflict (portal_id) do update set hub_domain = excluded.hub_domain, installed_by = excluded.installed_by, scopes = excluded.scopes, status = 'installed', installed_at = excluded.installed_at,
         uninstalled_at = null`,
      [
        portal.hubDomain,
        portal.installedBy,
        portal.scopes,
        portal.controller,
        storableJson(portal.settings),
        tx.keyRing.seal(randomBytes(32).toString('base64'), numberKeyPlace(tx)),
        portal.installedAt,
      ],
    )
    await setStatus(tx, 'installed')
  })
}

export function installLock(portalId: PortalId): string {
  return `belrecht install ${portalId}`
}

export async function loadPortal(tx: PortalTx): Promise<Portal | null> {
  const { rows } = await tx.query<Portal>(
    `select portal_id as "portalId", hub_domain as "hubDomain", installed_by as "installedBy", scopes,
       controller, settings, missing_properties as "missingProperties", status, installed_at as "installedAt",
       uninstalled_at as "uninstalledAt" from portals`,
  )
  return rows[0] ?? null
}

/** The settings, locked until the transaction ends: two admins' changes come one after the other. */
export async function lockSettings(tx: PortalTx): Promise<unknown> {
  const { rows } = await tx.query<{ settings: unknown }>('select settings from portals for update')
  return rows[0]?.settings ?? null
}

export async function saveSettings(tx: PortalTx, settings: unknown): Promise<void> {
  await tx.query('update portals set settings = $1', [storableJson(settings)])
}

/** What the account lacks of our properties, as seen at `at` (epoch milliseconds). */
export async function saveMissingProperties(tx: PortalTx, names: readonly string[], at: number): Promise<void> {
  await tx.query('update portals set missing_properties = $1, provisioned_at = $2', [names, at])
}

/** When the account's properties were last made again, epoch milliseconds; null if never. */
export async function provisionedAt(tx: PortalTx): Promise<number | null> {
  const { rows } = await tx.query<{ at: number | null }>('select provisioned_at as at from portals')
  return rows[0]?.at ?? null
}

/**
 * The account refuses us, which may be an uninstall or a passing trouble: no work is done there any more, and nothing
 * is deleted. It is tried again ever more slowly (`work` of kind `return`).
 * @param at epoch milliseconds of real time
 */
export async function markUninstalled(store: Store, portalId: PortalId, at: number): Promise<void> {
  await withPortal(store, portalId, async (tx) => {
    await tx.query(`update portals set status = 'uninstalled', uninstalled_at = $1 where status = 'installed'`, [at])
    await tx.query(`update portal_directory set status = 'uninstalled' where portal_id = $1`, [portalId])
    await askWork(tx, portalId, 'return', at + FIRST_RETURN_MS)
  })
}

/** The account takes us again: as it was, with everything that happened meanwhile still to be read. */
export async function markReturned(store: Store, portalId: PortalId): Promise<void> {
  await withPortal(store, portalId, async (tx) => {
    await tx.query(`update portals set status = 'installed', uninstalled_at = null`)
    await setStatus(tx, 'installed')
    await unparkEvents(tx, 'unknown-portal')
    await askWork(tx, portalId, 'sweep', 0)
  })
}

/** The first of the attempts to work for an account again, in milliseconds after it refused us. */
const FIRST_RETURN_MS = 5 * 60_000

/** Uninstalled for good: tokens and API keys go, facts stay as evidence. A key handed out long ago opens nothing. */
export async function forgetAccess(tx: PortalTx): Promise<void> {
  await tx.query('delete from portal_tokens')
  await tx.query('delete from api_keys')
}

export async function installedPortals(store: Store): Promise<number[]> {
  const { rows } = await store.pool.query<{ id: number }>(
    `select portal_id as id from portal_directory where status = 'installed' order by 1`,
  )
  return rows.map(({ id }) => id)
}

/**
 * The portal's own key for the codes of numbers. Throws StoreError `portal-unknown`, or what opening it throws: without
 * it no objection could be found, so nothing may be judged.
 */
export async function numberKey(tx: PortalTx): Promise<Buffer> {
  const { rows } = await tx.query<{ sealed: string }>('select number_key as sealed from portals')
  const [row] = rows
  if (!row) throw new StoreError('portal-unknown', `portal ${tx.portalId} was never installed and has no number key`)
  return Buffer.from(tx.keyRing.open(row.sealed, numberKeyPlace(tx)), 'base64')
}

export function numberKeyPlace({ portalId }: Pick<PortalTx, 'portalId'>) {
  return { table: 'portals', portalId, column: 'number_key' } as const
}

async function setStatus(tx: PortalTx, status: PortalStatus): Promise<void> {
  await tx.query(
    `insert into portal_directory (portal_id, status) values ($1, $2) on conflict (portal_id) do update set status = excluded.status`,
    [tx.portalId, status],
  )
}
