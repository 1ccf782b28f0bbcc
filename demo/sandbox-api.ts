/** The sandbox's control plane and the state it shows, over HTTP like everybody else. */
export type SandboxApi = ReturnType<typeof sandboxApi>

export type ShownRecord = {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly propertiesWithHistory?: Readonly<Record<string, readonly { value: string }[]>>
}

export type RecordType = 'contacts' | 'companies' | 'deals' | 'tasks' | 'calls'

export function sandboxApi(url: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return (text === '' ? null : JSON.parse(text)) as T
  }
  const portal = (portalId: number, path: string) => `/sandbox/portals/${portalId}/${path}`
  return {
    url,
    call,
    create: (portalId: number, type: RecordType, body: object) =>
      call<ShownRecord>('POST', portal(portalId, type), body),
    change: (portalId: number, type: RecordType, id: string, body: object) =>
      call<ShownRecord>('PATCH', portal(portalId, `${type}/${id}`), body),
    read: (portalId: number, type: RecordType, id: string) =>
      call<ShownRecord>('GET', portal(portalId, `${type}/${id}`)),
    submitForm: (portalId: number, body: object) =>
      call<{ contactId: string }>('POST', portal(portalId, 'forms/submissions'), body),
    /** A call signed as HubSpot signs those of the app's own cards and settings pages. */
    signedCall: (method: string, target: string, as: object, body?: unknown) =>
      call<{ status: number; body: unknown }>('POST', '/sandbox/signed-call', {
        method,
        url: target,
        as,
        ...(body === undefined ? {} : { body }),
      }),
    setClock: (now: string) => call('POST', '/sandbox/clock', { now }),
    deliveriesSettled: () => call<{ idle: boolean }>('POST', '/sandbox/webhooks/wait-idle', { timeoutMs: 30_000 }),
  }
}
