/** Who wrote a value, as HubSpot says it: `source` is a history's `sourceType` and an event's `changeSource`. */
type Writer = { readonly source: string | null | undefined; readonly sourceId: string | null | undefined }

/** How HubSpot names a write through its API by an app. */
const APP_SOURCES: readonly (string | null | undefined)[] = ['INTEGRATION', 'API']

/** This app wrote it: an echo of ours and not the act of a person, so it is no consent and no objection. */
export function isOwnWrite({ source, sourceId }: Writer, appId: string): boolean {
  return sourceId === appId && APP_SOURCES.includes(source)
}

/**
 * An event about a write of our own needs no refresh. Only what a history would leave out as
 * well may be skipped, or a person's act would be lost for good; and only by the source that
 * HubSpot gives to an app's write. For any other source a needless refresh costs one read.
 */
export function isOwnEcho(writer: Writer, appId: string): boolean {
  return isOwnWrite(writer, appId) && writer.source === 'INTEGRATION'
}
