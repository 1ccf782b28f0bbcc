import type {
  ApiKeyAnswer,
  CardAnswer,
  ContactAfter,
  ContactRequest,
  GuardReport,
  HomeAnswer,
  NewApiKey,
  NewConsent,
  RecheckAnswer,
  SettingsPreview,
} from './answers.ts'
import type { Language } from './language.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { PortalSettings } from './portal-settings.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Body = Record<string, unknown>
type Fetch = (
  url: string,
  options: { method: Method; body?: Body; timeout: number },
) => Promise<{ ok: boolean; status: number; json: () => Promise<unknown> }>

/** HubSpot itself gives up after 15 s; a rep waits less. */
const TIMEOUT_MS = 10_000

export type ObjectType = 'contacts' | 'companies' | 'deals'

/**
 * Our service as the pages call it. HubSpot signs every call
 * and adds portal and user; nothing here can say who is asking.
 */
export function createBackend(fetch: Fetch, host: string, language: Language) {
  const call = <Answer>(method: Method, path: string, body?: Body): Promise<Outcome<Answer>> => {
    const once = method === 'POST' ? `&requestId=${newRequestId()}` : ''
    const url = `https://${host}${path}${path.includes('?') ? '&' : '?'}language=${language}${once}`
    return outcomeOf(() => fetch(url, { method, timeout: TIMEOUT_MS, ...(body ? { body } : {}) }))
  }
  return {
    card: (objectType: ObjectType, objectId: string) =>
      call<CardAnswer>('GET', `/card/permission?objectType=${objectType}&objectId=${encodeURIComponent(objectId)}`),
    recordConsent: (consent: NewConsent) => call<ContactAfter>('POST', '/card/consents', consent),
    recordObjection: (contactId: string) =>
      call<ContactAfter>('POST', '/card/objections', { contactId } satisfies ContactRequest),
    recheck: (contactId: string) => call<ContactAfter>('POST', '/card/recheck', { contactId } satisfies ContactRequest),
    settings: () => call<PortalSettings>('GET', '/settings'),
    saveSettings: (patch: Partial<PortalSettings>) => call<PortalSettings>('PUT', '/settings', patch),
    previewSettings: (patch: Partial<PortalSettings>) => call<SettingsPreview>('POST', '/settings/preview', patch),
    guardReport: () => call<GuardReport>('GET', '/settings/report'),
    keys: () => call<ApiKeyAnswer[]>('GET', '/settings/keys'),
    newKey: (name: string, verify: boolean) => call<NewApiKey>('POST', '/settings/keys', { name, verify }),
    revokeKey: (id: string) => call<null>('DELETE', `/settings/keys/${encodeURIComponent(id)}`),
    home: () => call<HomeAnswer>('GET', '/home'),
    recheckMany: (contactIds: string[]) => call<RecheckAnswer>('POST', '/actions/recheck', { contactIds }),
  }
}

export type Backend = ReturnType<typeof createBackend>

/**
 * One for each press. HubSpot repeats a request by itself when the answer is late; by this id our service knows that it
 * is the same one. It need not be secret, and `crypto` is not there in every place where HubSpot runs a page.
 */
function newRequestId(): string {
  const part = () => Math.random().toString(36).slice(2, 12)
  return `${Date.now().toString(36)}-${part()}-${part()}`
}
