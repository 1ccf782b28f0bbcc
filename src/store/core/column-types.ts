import pg from 'pg'

const { builtins } = pg.types
const INT8_ARRAY = 1016

/** `bigint` columns hold ids and epoch milliseconds, far below 2^53: numbers, not the strings `pg` gives by default. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary' && oid === builtins.INT8) return safeInteger
    if (format !== 'binary' && oid === INT8_ARRAY) return safeIntegers
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

/** `{1,2}`; none of our arrays has nulls or a second dimension. */
function safeIntegers(text: string): number[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(safeInteger)
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond the integers a number can hold`)
  return value
}
