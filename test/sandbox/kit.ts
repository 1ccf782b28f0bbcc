import { Client } from '@hubspot/api-client'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'

export type Kit = {
  readonly sandbox: Sandbox
  /** Calls the control plane (or any JSON route) and answers status and body. */
  readonly call: (method: string, path: string, body?: unknown, token?: string) => Promise<Answer>
  readonly token: (portalId: number, body?: object) => Promise<string>
  /** HubSpot's own client, pointed at the sandbox: an independent judge of its answers. */
  readonly client: (portalId: number) => Promise<Client>
  readonly close: () => Promise<void>
}
type Answer = { readonly status: number; readonly headers: Headers; readonly body: Body }
type Body = { readonly [key: string]: unknown } & {
  readonly id?: string
  readonly access_token?: string
  readonly results?: ReadonlyArray<Record<string, unknown>>
  readonly total?: number
  readonly category?: string
}

/** A sandbox with two portals, 7001 and 7002, that hand out the same record ids. */
export async function startKit(options: Parameters<typeof startSandbox>[0] = {}): Promise<Kit> {
  const sandbox = await startSandbox(options)
  const call: Kit['call'] = async (method, path, body, bearer) => {
    const response = await fetch(sandbox.url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }
  for (const portalId of [7001, 7002]) await call('POST', '/sandbox/portals', { portalId, name: `Portal ${portalId}` })
  const token: Kit['token'] = async (portalId, body = {}) => {
    const answer = await call('POST', `/sandbox/portals/${portalId}/tokens`, body)
    return answer.body.access_token ?? ''
  }
  return {
    sandbox,
    call,
    token,
    client: async (portalId) => new Client({ accessToken: await token(portalId), basePath: sandbox.url }),
    close: () => sandbox.close(),
  }
}

/** What a call of the client threw: its code and body. */
export async function thrownBy(
  promise: Promise<unknown>,
): Promise<{ code: number; body: { message: string; category: string } }> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'body' in error) {
      const { code, body } = error as unknown as { code: number; body: string | { message: string; category: string } }
      return { code, body: typeof body === 'string' ? JSON.parse(body) : body }
    }
    throw error
  }
  throw new Error('nothing was thrown')
}
