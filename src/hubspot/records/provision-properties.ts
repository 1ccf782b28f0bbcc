import { HubSpotError } from '../errors.ts'
import { type CustomPropertyLimits, customPropertyLimits } from '../oauth/account.ts'
import { list, member, text } from '../transport/wire.ts'
import type { CallThis } from './batch-read.ts'
import {
  type Language,
  mergedOptions,
  type PropertyGroup,
  type PropertySpec,
  wireOptions,
  wireProperty,
} from './property-spec.ts'

/** All names are qualified, `contacts.belrecht_opt_in`, since one name may stand on several objects. */
export type Provisioned = {
  readonly created: string[]
  readonly restored: string[]
  /** Options added to a list that lacked some of ours. */
  readonly merged: string[]
  /** What the account does not have and did not take, and why, in English for the log and the install page. */
  readonly missing: Unmade[]
  /** What is there, but not as it should be (an option it lacks), or could not be seen: it is written all the same. */
  readonly incomplete: Unmade[]
}

type Unmade = { readonly name: string; readonly why: string }

const TYPE_IDS = { contacts: '0-1', companies: '0-2', deals: '0-3', tasks: '0-27' } as const

/**
 * Makes the account's custom properties what they should be, without ever deleting one: reads first, creates what is
 * not there (which restores an archived one), adds missing options. Safe to repeat. Where the account has room
 * for only some, the first of the given ones are made. What it refuses is named; only an account that cannot be reached
 * at all throws.
 */
export async function provisionProperties(
  call: CallThis,
  group: PropertyGroup,
  properties: readonly PropertySpec[],
  language: Language,
): Promise<Provisioned> {
  const done: Provisioned = { created: [], restored: [], merged: [], missing: [], incomplete: [] }
  const limits = await customPropertyLimits(call).catch((error: unknown) => orRefusal(error, null))
  const provisioning: Provisioning = { call, group, language, room: countRoom(limits), done }
  for (const objectType of new Set(properties.map((each) => each.objectType))) {
    const specs = properties.filter((each) => each.objectType === objectType)
    try {
      await provisionObject(provisioning, objectType, specs)
    } catch (error) {
      // Which accounts let an app see or add task properties is not documented, and holding works without them. Of any
      // other object, what could not be seen is not missing.
      const why = whyRefused(error)
      const named = objectType === 'tasks' ? done.missing : done.incomplete
      named.push(...specs.map((spec) => ({ name: qualified(spec), why })))
    }
  }
  return done
}

type Provisioning = {
  readonly call: CallThis
  readonly group: PropertyGroup
  readonly language: Language
  readonly room: ReturnType<typeof countRoom>
  readonly done: Provisioned
}

/** A property of ours, where it belongs, and what the account has under its name. */
type Place = { readonly path: string; readonly spec: PropertySpec; readonly theirs: unknown }

async function provisionObject(
  provisioning: Provisioning,
  objectType: PropertySpec['objectType'],
  specs: readonly PropertySpec[],
): Promise<void> {
  const { call, done } = provisioning
  const path = `/crm/properties/2026-09/${objectType}`
  const present = await byName(call, path, false)
  const archived = await byName(call, path, true)
  if (!(await groupFor(provisioning, path, specs, present))) return

  for (const [order, spec] of specs.entries()) {
    const name = qualified(spec)
    try {
      const place: Place = { path, spec, theirs: present.get(spec.name) }
      const made = place.theirs === undefined ? await create(provisioning, place, order, archived) : place.theirs
      if (made !== null) await adapt(provisioning, { ...place, theirs: made })
    } catch (error) {
      const why = whyRefused(error)
      const there = present.has(spec.name) || [...done.created, ...done.restored].includes(name)
      ;(there ? done.incomplete : done.missing).push({ name, why })
    }
  }
}

/** Makes the group where a property is to be made in it; false where the account refuses: then none can be. */
async function groupFor(
  { call, group, language, done }: Provisioning,
  path: string,
  specs: readonly PropertySpec[],
  present: ReadonlyMap<string, unknown>,
): Promise<boolean> {
  const lacking = specs.filter((spec) => !present.has(spec.name))
  if (lacking.length === 0) return true
  try {
    await ensureGroup(call, path, group, language)
    return true
  } catch (error) {
    const why = whyRefused(error)
    done.missing.push(...lacking.map((spec) => ({ name: qualified(spec), why })))
    return false
  }
}

/** The new property as the account keeps it, or null where there is no room for it. */
async function create(
  { call, group, language, room, done }: Provisioning,
  { path, spec }: Place,
  order: number,
  archived: ReadonlyMap<string, unknown>,
): Promise<unknown> {
  const full = room.fullFor(spec.objectType)
  if (full !== null) {
    done.missing.push({ name: qualified(spec), why: full })
    return null
  }
  const made = await createProperty(call, path, wireProperty(spec, group.name, order, language))
  room.take(spec.objectType)
  ;(archived.has(spec.name) ? done.restored : done.created).push(qualified(spec))
  return made
}

/** Brings an existing property's options up to ours; one of another type is the customer's own and left alone. */
async function adapt({ call, language, done }: Provisioning, { path, spec, theirs }: Place): Promise<void> {
  const name = qualified(spec)
  const type = text(member(theirs, 'type'))
  if (type !== null && !canHold(theirs, type, spec)) {
    done.missing.push({ name, why: `the account has a property of this name with type ${type}, not ${spec.type}` })
    return
  }
  const options =
    spec.options === undefined || type !== spec.type
      ? null
      : mergedOptions(list(member(theirs, 'options')), wireOptions(spec, language))
  if (options === null) return
  await call({ method: 'PATCH', path: `${path}/${spec.name}`, body: { options } })
  if (!done.created.includes(name) && !done.restored.includes(name)) done.merged.push(name)
}

/** A text holds any of our values, and a checkbox made on HubSpot's screen is an enumeration of true and false. */
function canHold(theirs: unknown, type: string, spec: PropertySpec): boolean {
  const checkbox = type === 'enumeration' && text(member(theirs, 'fieldType')) === 'booleancheckbox'
  return type === spec.type || type === 'string' || (spec.type === 'bool' && checkbox)
}

/** Another process may have been quicker: a conflict means it is there, and it is read back. */
async function createProperty(call: CallThis, path: string, body: { readonly name: string }): Promise<unknown> {
  try {
    return await call({ method: 'POST', path, body })
  } catch (error) {
    if (!(error instanceof HubSpotError) || error.kind !== 'conflict') throw error
    return call({ method: 'GET', path: `${path}/${body.name}` })
  }
}

async function ensureGroup(call: CallThis, path: string, group: PropertyGroup, language: Language): Promise<void> {
  const groups = await call({ method: 'GET', path: `${path}/groups` })
  if (list(member(groups, 'results')).some((each) => member(each, 'name') === group.name)) return
  const body = { name: group.name, label: group.label[language], displayOrder: -1 }
  await call({ method: 'POST', path: `${path}/groups`, body }).catch((error: unknown) => {
    if (!(error instanceof HubSpotError) || error.kind !== 'conflict') throw error
  })
}

async function byName(call: CallThis, path: string, archived: boolean): Promise<Map<string, unknown>> {
  const answer = await call({ method: 'GET', path, query: { archived } })
  if (!Array.isArray(member(answer, 'results')))
    throw new HubSpotError({ kind: 'unavailable', message: `${path} was answered without its properties` })
  return new Map(list(member(answer, 'results')).map((each) => [text(member(each, 'name')) ?? '', each]))
}

/** How many more the account takes. Where HubSpot does not say, there is room until it refuses. */
function countRoom(limits: CustomPropertyLimits | null) {
  const taken = new Map<string, number>()
  let all = 0
  return {
    take(objectType: PropertySpec['objectType']): void {
      all++
      taken.set(objectType, (taken.get(objectType) ?? 0) + 1)
    },
    fullFor(objectType: PropertySpec['objectType']): string | null {
      const own = limits?.byObjectType[TYPE_IDS[objectType]]
      if (own !== undefined && own.usage + (taken.get(objectType) ?? 0) >= own.limit) {
        return `the account has no room for more than ${own.limit} custom properties on ${objectType}`
      }
      const overall = limits?.overall
      if (overall == null || overall.usage + all < overall.limit) return null
      return `the account has no room for more than ${overall.limit} custom properties`
    },
  }
}

const qualified = (spec: PropertySpec): string => `${spec.objectType}.${spec.name}`

/** HubSpot's words for a refusal of this one thing; anything else is thrown on. */
function whyRefused(error: unknown): string {
  return orRefusal(error, error instanceof Error ? error.message : String(error))
}

/** The given answer when HubSpot refused this one thing; anything that concerns the whole account is thrown on. */
function orRefusal<T>(error: unknown, answer: T): T {
  const local = ['forbidden', 'missing-scopes', 'not-found', 'invalid', 'conflict']
  if (error instanceof HubSpotError && local.includes(error.kind)) return answer
  throw error
}
