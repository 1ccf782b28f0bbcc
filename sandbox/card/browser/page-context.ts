/** Where a page is shown, from the sandbox; it is in the page as `data-context`. */
export type PageContext = {
  readonly portalId: number
  readonly user: {
    readonly id: number
    readonly email: string
    readonly firstName: string
    readonly lastName: string
    readonly locale: string
  }
  readonly record: { readonly objectTypeId: string; readonly objectId: string } | null
  readonly objectIds: readonly string[]
  readonly host: string
  /** Business time minus the browser's. */
  readonly offsetMs: number
}

type Root = { readonly dataset: Readonly<Record<string, string | undefined>> }
// The program is typed for Node, where there is no document; this is the one part of it that is needed.
const browser = globalThis as unknown as {
  readonly document: { getElementById(id: string): Root | null }
  readonly navigator: { readonly clipboard?: { writeText(text: string): Promise<void> } }
}

export function pageRoot(): Root {
  const root = browser.document.getElementById('extension')
  if (root === null) throw new Error('the page has no place for the extension')
  return root
}

export const pageContext: PageContext = JSON.parse(pageRoot().dataset.context ?? '{}')

/** Browsers give a clipboard to secure origins only; elsewhere the link is still shown by an alert. */
export const copyText = async (text: string): Promise<void> => browser.navigator.clipboard?.writeText(text)
