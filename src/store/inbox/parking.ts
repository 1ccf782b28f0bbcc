/** Why an event is kept but not carried out. */
export type ParkedReason =
  /** For a portal without the app: it can come before the install's callback. */
  | 'unknown-portal'
  /** Its fields are not those of a HubSpot event. */
  | 'unreadable-event'
  /** A kind of event we do not know. */
  | 'unknown-type'
  /** An association that does not say what it ties together. */
  | 'unknown-association'
  /** It does not say which record it is about. */
  | 'no-object-id'
  /** Meant for another app. */
  | 'other-app'
  /** It failed alone, as often as it is tried. */
  | 'failed'

/** How long events of a portal without the app are kept, in milliseconds. */
export const KEEP_UNKNOWN_PORTAL_MS = 24 * 3_600_000
