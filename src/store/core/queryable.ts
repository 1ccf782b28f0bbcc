import type pg from 'pg'

/** Whatever takes a query: a transaction of a portal, the pool, one connection. */
export type Queryable = {
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>
}
