import { type ReactElement, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AlertStrip, addAlert } from './alert-strip.tsx'
import { followBusinessClock } from './clock.ts'
import { closeOverlay } from './components/overlay.tsx'
import { copyText, pageContext, pageRoot } from './page-context.ts'

export * from './components/controls.tsx'
export * from './components/feedback.tsx'
export * from './components/layout.tsx'
export * from './components/modal.tsx'
export * from './components/numbers.tsx'
export * from './components/tables.tsx'
export * from './components/text.tsx'

type FetchOptions = { method?: string; body?: unknown; timeout?: number }

/**
 * What a page imports as HubSpot's SDK: it is shown here, and
 * its calls are signed by the sandbox as HubSpot signs them.
 */
export const hubspot = {
  extend(render: () => ReactElement): void {
    followBusinessClock()
    createRoot(pageRoot() as unknown as Parameters<typeof createRoot>[0]).render(
      <StrictMode>
        <AlertStrip />
        {render()}
      </StrictMode>,
    )
  },
  async fetch(url: string, options: FetchOptions = {}) {
    const body = JSON.stringify({
      url,
      method: options.method ?? 'GET',
      body: options.body,
      userId: pageContext.user.id,
    })
    const headers = { 'content-type': 'application/json' }
    const reply = await fetch(`/portal/${pageContext.portalId}/extension/fetch`, { method: 'POST', headers, body })
    if (!reply.ok) throw new TypeError('HubSpot could not reach the app')
    const answer = (await reply.json()) as { status: number; body: string }
    return {
      ok: answer.status >= 200 && answer.status < 300,
      status: answer.status,
      json: async (): Promise<unknown> => JSON.parse(answer.body),
    }
  },
}

const { user, record, objectIds, host, portalId } = pageContext
const context = {
  user: { ...user, emails: [user.email], teams: [], permissions: [], roles: [] },
  portal: { id: portalId, timezone: 'Europe/Amsterdam' },
  variables: { HOST: host },
  crm: { ...record, objectIds },
}
const actions = { addAlert, closeOverlay, copyTextToClipboard: copyText }

export const useExtensionContext = () => context
export const useExtensionActions = () => actions
