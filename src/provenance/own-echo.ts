/** Who wrote a value, as HubSpot tells it: `source` is a history's `sourceType` and an event's `changeSource`. */
type Writer = { readonly source: string | null | undefined; readonly sourceId: string | null | undefined }

/** How HubSpot names a write through its API by an app. */
const APP_SOURCES: readonly (string | null | undefined)[] = ['INTEGRATION', 'API']

/** This app wrote it: an echo of ours and not the act of a person, so it is no consent and no objection. */
export function isOwnWrite({ source, sourceId }: Writer, appId: string): boolean {
  return sourceId === appId && APP_SOURCES.includes(source)
}

/**
 * An event about a write of ours need not be looked at. Only what a history would leave out as well may be skipped, or
 * an act would be lost for good; and only the source by which HubSpot announces an app's write, since of any other a
 * second look costs one read.
 */
export function isOwnEcho(writer: Writer, appId: string): boolean {
  return isOwnWrite(writer, appId) && writer.source === 'INTEGRATION'
}
