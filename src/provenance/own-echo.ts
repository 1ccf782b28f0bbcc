/** Who wrote a value, as HubSpot names it in an event (`changeSource`) and in a property's history (`sourceType`). */
type Writer = { readonly sourceType: string | null; readonly sourceId: string | null }

/**
 * Did this app write it? HubSpot names the writing app in `sourceId`, and its own apps' writes INTEGRATION, in histories
 * sometimes API. Anything else counts as somebody's act: an echo read as an act costs a refresh, an act read as an echo
 * would lose it.
 */
export function isOwnWrite({ sourceType, sourceId }: Writer, appId: string): boolean {
  return sourceId === appId && (sourceType === 'INTEGRATION' || sourceType === 'API')
}
