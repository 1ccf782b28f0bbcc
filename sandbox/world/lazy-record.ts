import type { TypeId } from './object-types.ts'
import type { CrmRecord, Version } from './record.ts'

/** A record whose values are made when they are first read: a million that nobody reads take little memory. */
export class LazyRecord implements CrmRecord {
  readonly id: string
  readonly typeId: TypeId
  readonly createdAt: number
  updatedAt: number
  archivedAt: number | null = null
  #versions: Map<string, Version[]> | (() => Map<string, Version[]>)

  constructor(typeId: TypeId, id: string, at: number, make: () => Map<string, Version[]>) {
    this.id = id
    this.typeId = typeId
    this.createdAt = at
    this.updatedAt = at
    this.#versions = make
  }

  get versions(): Map<string, Version[]> {
    if (typeof this.#versions === 'function') this.#versions = this.#versions()
    return this.#versions
  }
}
