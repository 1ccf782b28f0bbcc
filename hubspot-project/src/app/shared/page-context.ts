import { createContext, useContext } from 'react'
import { type Backend, createBackend } from './backend.ts'
import { type Language, languageOf, textsOf } from './language.ts'
import type { Texts } from './texts/en.ts'

type HostActions = {
  addAlert: (alert: {
    type?: 'info' | 'warning' | 'success' | 'danger' | 'tip'
    message: string
    title?: string
  }) => void
  copyTextToClipboard: (text: string) => Promise<void>
  closeOverlay: (id: string) => void
}

/** What every part of a page needs: the words in the user's language, our service, and what HubSpot lets a page do. */
export type PageContext = { language: Language; texts: Texts; backend: Backend; actions: HostActions }

type HostContext = { user: { locale?: string }; variables?: Record<string, unknown> }

/**
 * `HOST` comes from the profile the project was uploaded with.
 * No module but the entries touches HubSpot's SDK for this.
 */
export function createPageContext(
  context: HostContext,
  fetch: Parameters<typeof createBackend>[0],
  actions: HostActions,
): PageContext {
  const language = languageOf(context.user.locale)
  const host = typeof context.variables?.HOST === 'string' ? context.variables.HOST : ''
  return { language, texts: textsOf(language), backend: createBackend(fetch, host, language), actions }
}

const PageContextValue = createContext<PageContext | null>(null)

export const PageContextProvider = PageContextValue.Provider

export function usePageContext(): PageContext {
  const pageContext = useContext(PageContextValue)
  if (pageContext === null) throw new Error('a part of a page stands outside its SceneProvider')
  return pageContext
}
