import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import { escapeIdentifier, escapeLiteral } from 'pg'
import { withClient } from '../../../src/store/core/with-client.ts'
import type { EmbeddedServer } from '../../../src/store/embedded/embedded-server.ts'
import { urlOf } from '../../kit/database.ts'

const FOLDER = fileURLToPath(new URL('../../../src/store/migrations', import.meta.url))

export type OlderDatabase = {
  readonly server: EmbeddedServer
  /** As the role that owns it and will run on it, so the wall binds the migration too. */
  readonly databaseUrl: string
  readonly drop: () => Promise<void>
}

/** A database as an earlier release left it: the first `migrations`, no more, under a role of its own. */
export async function openOlderDatabase(
  server: EmbeddedServer,
  name: string,
  migrations: number,
): Promise<OlderDatabase> {
  const id = escapeIdentifier(name)
  await withClient(server.admin, async (admin) => {
    await admin.query(`create role ${id} login nosuperuser nobypassrls password ${escapeLiteral('owner')}`)
    await admin.query(`create database ${id} owner ${id}`)
  })
  const databaseUrl = urlOf({ ...server.app, user: name, password: 'owner', database: name })
  await withClient(databaseUrl, async (client) => {
    const options = { dir: FOLDER, migrationsTable: 'pgmigrations', log: () => undefined, singleTransaction: true }
    await runner({ ...options, dbClient: client, direction: 'up', count: migrations })
  })
  const drop = () =>
    withClient(server.admin, async (admin) => {
      await admin.query(`drop database ${id} with (force)`)
      await admin.query(`drop role ${id}`)
    })
  return { server, databaseUrl, drop }
}
