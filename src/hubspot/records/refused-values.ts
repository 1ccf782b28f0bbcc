import type { RefusedProperty } from './batch-errors.ts'

export type Update = { readonly id: string; readonly properties: Readonly<Record<string, string>> }

/** A property that HubSpot did not take on one record. */
export type LeftOut = RefusedProperty & { readonly id: string }

/** Refused whatever the record and the value: the property is archived, of another type, or read-only. */
const WHATEVER_THE_VALUE = ['PROPERTY_DOESNT_EXIST', 'READ_ONLY_VALUE', 'READ_ONLY_PROPERTY']
/** Refused on every record with this value: an option that the account's admin removed. */
const WHATEVER_THE_RECORD = ['INVALID_OPTION']

/** Whether it is the account that refuses, whichever the record: the property is to be mended, not the record. */
export function isAccountWide({ code }: Pick<RefusedProperty, 'code'>): boolean {
  return WHATEVER_THE_VALUE.includes(code) || WHATEVER_THE_RECORD.includes(code)
}

type Refused = RefusedProperty & { readonly value?: string }

/**
 * Those refusals that meet every record of the batch alike, so that finding them
 * record by record would cost 199 calls for a hundred. Of a refused option only its value is meant.
 */
export function refusedEverywhere(inputs: readonly Update[], named: readonly RefusedProperty[]): Refused[] {
  return named.flatMap((one): Refused[] => {
    if (WHATEVER_THE_VALUE.includes(one.code)) return [one]
    if (!WHATEVER_THE_RECORD.includes(one.code)) return []
    const values = new Set(inputs.flatMap(({ properties }) => properties[one.property] ?? []))
    const meant = [...values].filter((value) => value !== '' && one.message.startsWith(`${value} `))
    return meant.map((value) => ({ ...one, value }))
  })
}

/**
 * The same updates without what was refused.
 * @returns `emptied`: ids with nothing left to write; `untouched`: ids that had nothing of what was refused
 */
export function leaveOut(
  inputs: readonly Update[],
  refused: readonly Refused[],
): { rest: Update[]; leftOut: LeftOut[]; emptied: string[]; untouched: string[] } {
  const outcome = { rest: [] as Update[], leftOut: [] as LeftOut[], emptied: [] as string[], untouched: [] as string[] }
  for (const { id, properties } of inputs) {
    const out = refused.filter(({ property, value }) => {
      const written = properties[property]
      return written !== undefined && (value === undefined || value === written)
    })
    const names = new Set(out.map(({ property }) => property))
    const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !names.has(name)))
    outcome.leftOut.push(...out.map(({ property, code, message }) => ({ id, property, code, message })))
    if (names.size === 0) outcome.untouched.push(id)
    if (Object.keys(rest).length > 0 || names.size === 0) outcome.rest.push({ id, properties: rest })
    else outcome.emptied.push(id)
  }
  return outcome
}
