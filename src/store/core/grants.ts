import type pg from 'pg'
import { escapeIdentifier } from 'pg'

/** Evidence: rows that the app may add and nobody may change. */
const WRITTEN_ONCE = ['ledger', 'retractions', 'number_objections'] as const

/**
 * What the app's own role may do on the embedded server, where
 * an administrator owns the tables: all it needs and no more.
 */
export async function grantToApp(admin: pg.ClientBase, role: string): Promise<void> {
  const app = escapeIdentifier(role)
  await admin.query(
    `grant usage on schema public to ${app};
     grant select, insert, update, delete on all tables in schema public to ${app};
     revoke update, delete on ${WRITTEN_ONCE.join(', ')} from ${app};
     revoke insert, update, delete on pgmigrations from ${app};
     grant execute on function forget_contacts(text[]) to ${app};`,
  )
}

/** BullMQ asks for CREATE on the database even where its schema exists, and owns what it makes there. */
export async function grantQueueRoom(admin: pg.ClientBase, role: string): Promise<void> {
  const { rows } = await admin.query<{ database: string }>('select current_database() as database')
  const [app, database] = [escapeIdentifier(role), escapeIdentifier(rows[0]?.database ?? '')]
  await admin.query(`grant create on database ${database} to ${app}; alter schema bullmq owner to ${app}`)
}
