/**
 * The same resources under HubSpot's older paths: `/crm/v3/objects/contacts` is `/crm/objects/2026-09/contacts`.
 * The typed methods of @hubspot/api-client know only the old ones; the app uses only the dated ones.
 */
const DATED = '2026-09'
const dated =
  /^\/(oauth|account-info|appinstalls|crm\/(?:objects|associations|properties|owners|limits))\/(\d{4}-\d{2})(?=\/|$)/
const numbered = /^\/crm\/(v[34])\/(objects|associations|properties|owners|limits)(?=\/|$)/
const numberedElsewhere = /^\/(oauth|account-info|appinstalls)\/(v[13])(?=\/|$)/
const accepted = new Set(['2026-09', '2026-03'])

export type VersionedPath = { readonly path: string; readonly version: string | null }

/** A path with its version replaced by 2026-09; a dated version we do not know stays as it is, so it is not found. */
export function normaliseVersion(path: string): VersionedPath {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
  const date = dated.exec(trimmed)
  if (date?.[1] !== undefined && date[2] !== undefined) {
    if (!accepted.has(date[2])) return { path: trimmed, version: date[2] }
    return { path: `/${date[1]}/${DATED}${trimmed.slice(date[0].length)}`, version: date[2] }
  }
  const number = numbered.exec(trimmed)
  if (number?.[1] !== undefined && number[2] !== undefined) {
    return { path: `/crm/${number[2]}/${DATED}${trimmed.slice(number[0].length)}`, version: number[1] }
  }
  const elsewhere = numberedElsewhere.exec(trimmed)
  if (elsewhere?.[1] !== undefined && elsewhere[2] !== undefined) {
    return { path: `/${elsewhere[1]}/${DATED}${trimmed.slice(elsewhere[0].length)}`, version: elsewhere[2] }
  }
  return { path: trimmed, version: null }
}
