import type pg from 'pg'
import { StoreError } from './store-error.ts'

const OLDEST = 150_000

type Facts = { version: number; role: string; strong: string | null }

/**
 * Refuses a database that cannot keep our promises: older than 15, or entered as a role that row-level security does
 * not bind, by itself or by a role it can turn into. Throws StoreError `database-too-old` or
 * `database-role-too-strong`.
 */
export async function checkDatabase(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<Facts>(
    `select current_setting('server_version_num')::int as version, current_user::text as role,
       (select string_agg(rolname, ', ' order by rolname) from pg_roles
          where (rolsuper or rolbypassrls) and (rolname = current_user or pg_has_role(current_user, oid, 'member'))) as strong`,
  )
  const { version, role, strong } = rows[0] as Facts
  if (version < OLDEST) {
    throw new StoreError(
      'database-too-old',
      `PostgreSQL ${Math.floor(version / 10_000)} is too old; give DATABASE_URL one of 15 or newer`,
    )
  }
  if (strong !== null) {
    const remedy = `make one for the app: create role belrecht login nosuperuser nobypassrls password '…'; create database belrecht owner belrecht`
    throw new StoreError(
      'database-role-too-strong',
      `row-level security would not bind the role "${role}" (SUPERUSER or BYPASSRLS: ${strong}); ${remedy}`,
    )
  }
}
