import http from 'node:http'
import https from 'node:https'
import { type SigningInput, signedHeaders } from './signatures.ts'

export type SignedCall = Omit<SigningInput, 'timestamp'> & {
  /** Where to connect; the signature is over `uri`. */
  readonly connectTo: string
  readonly legacy: 'v1' | 'v2'
  readonly timeoutMs: number
  readonly agent?: http.Agent | undefined
}
export type Answer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: string }

/** Makes one signed call. Rejects on connection failure and after `timeoutMs` without a whole answer. */
export function callSigned(call: SignedCall): Promise<Answer> {
  const url = new URL(call.connectTo)
  const secure = url.protocol === 'https:'
  const body = Buffer.from(call.body, 'utf8')
  const headers = {
    ...signedHeaders({ ...call, timestamp: Date.now() }, call.legacy),
    'user-agent': 'HubSpot-Sandbox',
    ...(call.method === 'GET' ? {} : { 'content-type': 'application/json', 'content-length': String(body.length) }),
  }
  return new Promise((resolve, reject) => {
    const options = {
      method: call.method,
      headers,
      signal: AbortSignal.timeout(call.timeoutMs),
      ...(secure || !call.agent ? {} : { agent: call.agent }),
    }
    const request = (secure ? https : http).request(url, options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString('utf8'),
        })
      })
    })
    request.on('error', reject)
    request.end(call.method === 'GET' ? undefined : body)
  })
}
