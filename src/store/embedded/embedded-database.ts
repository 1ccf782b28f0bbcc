import { escapeIdentifier, escapeLiteral } from 'pg'
import type { Connection } from '../core/connection.ts'
import { withClient } from '../core/with-client.ts'
import { adminConnection, HOST } from './running-server.ts'
import type { ServerRecord } from './server-home.ts'

/** The role the app works as: it can neither switch row-level security off nor change what is append-only. */
export const APP_ROLE = 'belrecht_app'
export const DATABASE = 'belrecht'

export function appConnection({ port, appPassword }: ServerRecord, database: string): Connection {
  return { host: HOST, port, user: APP_ROLE, password: appPassword, database }
}

/** The app's role and database, made where they are missing. Call under the server's lock. */
export async function ensureDatabase(record: ServerRecord, database: string): Promise<void> {
  await withClient(adminConnection(record, 'postgres'), async (admin) => {
    const roles = await admin.query('select from pg_roles where rolname = $1', [APP_ROLE])
    const verb = roles.rowCount === 0 ? 'create' : 'alter'
    const rights = 'login nosuperuser nobypassrls nocreatedb nocreaterole'
    await admin.query(`${verb} role ${APP_ROLE} ${rights} password ${escapeLiteral(record.appPassword)}`)
    const databases = await admin.query('select from pg_database where datname = $1', [database])
    if (databases.rowCount === 0) await admin.query(`create database ${escapeIdentifier(database)}`)
  })
}
