/** `GET/PUT /settings`: what a portal may choose. A test holds it equal to the service's own type. */
export type PortalSettings = {
  readonly senderKind: 'commercial' | 'charity' | 'publisher' | 'lottery'
  readonly controller: string
  readonly controllerName: string
  readonly purpose: 'commercial' | 'charitable'
  readonly product: string | null
  readonly language: 'nl' | 'en'
  readonly guard: 'report' | 'hold'
  readonly b2b: boolean
  readonly admins: readonly string[]
  readonly house: { readonly consentYears: number; readonly relationYears: number; readonly requireVerified: boolean }
  readonly collection: {
    readonly numberGiven: boolean | null
    readonly objectionOffered: boolean | null
    readonly from: string | null
  }
  readonly deals: { readonly default: DealKind | null; readonly pipelines: Readonly<Record<string, DealKind>> }
  readonly consent: { readonly products: 'any' | readonly string[]; readonly notice: string }
  readonly defaultRegion: string
  readonly mapping: {
    readonly optIn: readonly MappedBox[]
    readonly optInNotice: string
    readonly optInMethod: string
    readonly optInSource: string
    readonly optInAt: string
    readonly doNotCall: readonly MappedBox[]
    readonly phones: readonly string[]
    readonly relationKind: string
    readonly legalForm: string
    readonly companyLegalForm: string
    readonly contractEnd: string
    readonly contractEndNone: readonly string[]
  }
}

/** A checkbox by its name, or a property of another kind with the values that mean yes and no. */
export type MappedBox =
  | string
  | { readonly property: string; readonly yes: readonly string[]; readonly no: readonly string[] }

/** What a won deal is. */
export type DealKind = 'customer' | 'donor' | 'none'
