import { Associations } from './associations.ts'
import { defaultGroups, defaultProperties } from './default-properties.ts'
import type { ValueRewrite, Workflow } from './meddling.ts'
import { OBJECT_TYPES, type ObjectType, type TypeId } from './object-types.ts'
import type { PropertyDefinition, PropertyGroup } from './property-definition.ts'
import type { CrmRecord } from './record.ts'
import { type RateLimits, RollingLimit } from './rolling-limit.ts'
import type { ValidationRule } from './validation-rule.ts'

export type PortalUser = {
  readonly id: number
  readonly email: string
  readonly firstName: string
  readonly lastName: string
}

/** The records and properties of one object type. */
export type Shelf = {
  readonly type: ObjectType
  readonly records: Map<string, CrmRecord>
  readonly properties: Map<string, PropertyDefinition>
  readonly groups: Map<string, PropertyGroup>
  /** Old id → surviving id, after merges. */
  readonly aliases: Map<string, string>
  /** property → value → record id, for properties with unique values. */
  readonly unique: Map<string, Map<string, string>>
  nextId: number
  customLimit: number
}

export type PortalSettings = {
  readonly portalId: number
  readonly name: string
  readonly hubDomain: string
  readonly timeZone: string
  readonly users: readonly PortalUser[]
}

export class Portal {
  readonly settings: PortalSettings
  readonly shelves: ReadonlyMap<TypeId, Shelf>
  readonly associations = new Associations()
  readonly installedApps = new Set<number>()
  rules: ValidationRule[] = []
  rewrites: ValueRewrite[] = []
  workflows: Workflow[] = []
  /** Whether one bad record of a batch gives 207 (true) or refuses the whole batch with 400. */
  multiStatus = true
  limits: RateLimits
  readonly calls: RollingLimit
  readonly searches: RollingLimit
  /** Counts changes, so that the page knows whether anything happened. */
  revision = 0

  constructor(settings: PortalSettings, at: number, limits: RateLimits) {
    this.settings = settings
    this.limits = limits
    this.calls = new RollingLimit(10_000, () => this.limits.perTenSeconds)
    this.searches = new RollingLimit(1_000, () => this.limits.searchesPerSecond)
    this.shelves = new Map(OBJECT_TYPES.map((type) => [type.id, newShelf(type, at)]))
  }

  get id(): number {
    return this.settings.portalId
  }

  shelf(typeId: TypeId): Shelf {
    const shelf = this.shelves.get(typeId)
    if (shelf === undefined) throw new Error(`no shelf for ${typeId}`)
    return shelf
  }

  /** A record that is not archived, also under an id it had before a merge. */
  live(typeId: TypeId, id: string): CrmRecord | null {
    const record = this.any(typeId, id)
    return record === null || record.archivedAt !== null ? null : record
  }

  any(typeId: TypeId, id: string): CrmRecord | null {
    const shelf = this.shelf(typeId)
    return shelf.records.get(shelf.aliases.get(id) ?? id) ?? null
  }
}

/**
 * Ids start at 101 in every portal and for every type, so that mixing up portals or types finds a wrong record at once.
 */
function newShelf(type: ObjectType, at: number): Shelf {
  return {
    type,
    records: new Map(),
    properties: new Map(defaultProperties(type.id, at).map((property) => [property.name, property])),
    groups: new Map(defaultGroups(type.id).map((group) => [group.name, group])),
    aliases: new Map(),
    unique: new Map(),
    nextId: 101,
    customLimit: 1_000,
  }
}
