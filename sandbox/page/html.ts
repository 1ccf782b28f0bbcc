import { escaped } from './escaped.ts'

/** Markup that is safe to send as it is. */
export type Html = { readonly markup: string }
type Hole = Html | string | number | null | false | readonly Hole[]

/** A template whose holes are escaped unless they are markup themselves; null and false leave nothing. */
export function html(parts: TemplateStringsArray, ...holes: readonly Hole[]): Html {
  let markup = parts[0] ?? ''
  for (const [index, hole] of holes.entries()) markup += filled(hole) + (parts[index + 1] ?? '')
  return { markup }
}

function filled(hole: Hole): string {
  if (hole === null || hole === false) return ''
  if (typeof hole === 'string' || typeof hole === 'number') return escaped(String(hole))
  return 'markup' in hole ? hole.markup : hole.map(filled).join('')
}
