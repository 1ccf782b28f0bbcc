import type { Client } from '@hubspot/api-client'
import type { PortalId } from '../../time/units.ts'
import type { Answer } from './answer.ts'
import { refusal, silence } from './refusals.ts'

export type Attempt = {
  readonly baseUrl: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Date-versioned, with its query: `/crm/objects/2026-09/contacts?limit=100`. */
  readonly path: string
  /** Sent as JSON, except URLSearchParams, which go as a form. */
  readonly body?: unknown
  readonly token?: string
  readonly portalId: PortalId | null
  /** See TimeOuts. */
  readonly answerMs: number
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * The package is 2,900 files; loading what `apiRequest` needs costs 50 ms and 24 MB, so only who calls HubSpot pays.
 */
let loading: Promise<typeof Client> | undefined
const loadClient = (): Promise<typeof Client> => (loading ??= import('@hubspot/api-client').then((all) => all.Client))

/**
 * One request, one answer, never repeated here. Throws HubSpotError for anything that is not 2xx, for no answer, and
 * for a 2xx that is not JSON. A client for each attempt: retries and limiter of `@hubspot/api-client` live in one
 * process-wide place that the newest client's options replace for all, so a client made elsewhere could otherwise
 * throttle our calls. Making ours empties it.
 */
export async function send(attempt: Attempt): Promise<Answer> {
  const what = `${attempt.method} ${attempt.path.split('?')[0]}`
  const ApiClient = await loadClient()
  const client = new ApiClient({ basePath: attempt.baseUrl.replace(/\/+$/, '') })
  const form = attempt.body instanceof URLSearchParams
  let answer: Answer
  try {
    const response = await client.apiRequest({
      method: attempt.method,
      path: attempt.path,
      headers: {
        ...(form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
        ...(attempt.token === undefined ? {} : { Authorization: `Bearer ${attempt.token}` }),
      },
      ...(form ? { defaultJson: false, body: String(attempt.body) } : { body: attempt.body }),
    })
    const content = await readText(response, attempt.answerMs)
    answer = { status: response.status, headers: response.headers, body: parse(content) }
    if (response.ok && answer.body === undefined && content.trim() !== '') throw new Error('the answer is not JSON')
  } catch (cause) {
    throw silence(cause, what, attempt.portalId)
  }
  if (answer.status < 200 || answer.status > 299) throw refusal(answer, what, attempt.portalId, attempt.now())
  return answer
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

/**
 * The body as text, or an error with code ETIMEDOUT when it is incomplete in time; the connection is freed either way.
 */
async function readText(response: Response, deadlineMs: number): Promise<string> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  let late = false
  const timer = setTimeout(() => {
    late = true
    reader.cancel().catch(() => undefined)
  }, deadlineMs)
  try {
    const chunks: Uint8Array[] = []
    for (let part = await reader.read(); !part.done; part = await reader.read()) chunks.push(part.value)
    if (late) throw Object.assign(new Error(`the answer took more than ${deadlineMs} ms`), { code: 'ETIMEDOUT' })
    return Buffer.concat(chunks).toString('utf8')
  } finally {
    clearTimeout(timer)
  }
}
