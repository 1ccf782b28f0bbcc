import type { TypeId } from './object-types.ts'
import { type CrmRecord, currentValue } from './record.ts'

/** What HubSpot makes of a text it is given. */
export type ValueRewrite = {
  readonly typeId: TypeId
  readonly property: string
  readonly how: 'wrap' | 'escape' | 'entities' | 'attributes' | 'trim' | 'cut'
  /** For `cut`: how much is kept. */
  readonly length: number
}

/** A workflow of the account: whenever a record is written and stands so, it sets these values. */
export type Workflow = {
  readonly typeId: TypeId
  readonly when: Readonly<Record<string, string>>
  readonly set: Readonly<Record<string, string>>
}

const REWRITES: Readonly<Record<ValueRewrite['how'], (value: string, length: number) => string>> = {
  wrap: (value) =>
    value.startsWith('<div') ? value : `<div style="" dir="auto" data-top-level="true"><p>${value}</p></div>`,
  escape: (value) => value.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  entities: (value) => value.replaceAll('⛔', '&#9940;').replaceAll('é', '&eacute;').replaceAll(': ', ':&nbsp;'),
  attributes: (value) => value.replaceAll('<p>', '<p class="hs" style="margin:0">'),
  trim: (value) => value.trim().replace(/\s+/g, ' '),
  cut: (value, length) => value.slice(0, length),
}

export function rewritten(
  rewrites: readonly ValueRewrite[],
  typeId: TypeId,
  values: ReadonlyMap<string, string>,
): Map<string, string> {
  const kept = new Map(values)
  for (const { property, how, length } of rewrites.filter((one) => one.typeId === typeId)) {
    const value = kept.get(property)
    if (value) kept.set(property, REWRITES[how](value, length))
  }
  return kept
}

/** What the account's workflows set on this record as it stands now. */
export function setByWorkflows(workflows: readonly Workflow[], record: CrmRecord): Map<string, string> {
  const matching = workflows.filter(
    ({ typeId, when }) =>
      typeId === record.typeId && Object.entries(when).every(([name, value]) => currentValue(record, name) === value),
  )
  return new Map(matching.flatMap(({ set }) => Object.entries(set)))
}
