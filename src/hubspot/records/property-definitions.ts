import { HubSpotError } from '../errors.ts'
import { list, member, text } from '../transport/wire.ts'
import type { CallThis } from './batch-read.ts'
import type { ObjectType } from './records.ts'

/** A property as the account has it. `type` is HubSpot's: bool, enumeration, string, date, … */
export type DefinedProperty = {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly archived: boolean
}

/** All properties of an object, archived ones last; two calls. Throws `unavailable` for an answer that is no list. */
export async function propertyDefinitions(call: CallThis, type: ObjectType): Promise<DefinedProperty[]> {
  const live = await page(call, type, false)
  const names = new Set(live.map(({ name }) => name))
  return [...live, ...(await page(call, type, true)).filter(({ name }) => !names.has(name))]
}

async function page(call: CallThis, type: ObjectType, archived: boolean): Promise<DefinedProperty[]> {
  const answer = await call({ method: 'GET', path: `/crm/properties/2026-09/${type}`, query: { archived } })
  const results = member(answer, 'results')
  // Silence is not absence: of a list that is not there nothing follows about a property.
  if (!Array.isArray(results))
    throw new HubSpotError({ kind: 'unavailable', message: `properties of ${type}: no list`, body: answer })
  return results.flatMap((each) => {
    const name = text(member(each, 'name'))
    const kind = text(member(each, 'type'))
    if (name === null || kind === null) return []
    const label = text(member(each, 'label')) ?? name
    return [{ name, label, type: kind, options: list(member(each, 'options')).flatMap(readOption), archived }]
  })
}

function readOption(option: unknown): { value: string; label: string }[] {
  const value = text(member(option, 'value'))
  return value === null ? [] : [{ value, label: text(member(option, 'label')) ?? value }]
}
