import { Agent, type Dispatcher, getGlobalDispatcher, setGlobalDispatcher } from 'undici'

/** All in milliseconds. */
export type TimeOuts = {
  readonly connectMs: number
  /** Until an answer begins. */
  readonly headersMs: number
  /** The longest silence within an answer. */
  readonly bodyMs: number
  /** An answer from its first byte to its last: a drip of bytes is never silent. */
  readonly answerMs: number
}

export const DEFAULT_TIME_OUTS: TimeOuts = { connectMs: 5_000, headersMs: 30_000, bodyMs: 15_000, answerMs: 30_000 }

const agents = new Map<string, Agent>()
let routed = false

/**
 * Gives every fetch to this address time-outs of its own. `apiRequest` of `@hubspot/api-client` 14 takes neither a
 * signal nor a dispatcher, so the process-wide dispatcher is the only way in; requests to any other address go where
 * they went before. Calling it again for the same address replaces the time-outs. Returns the undoing.
 */
export function boundRequestsTo(baseUrl: string, timeOuts: TimeOuts): () => Promise<void> {
  const { origin } = new URL(baseUrl)
  const agent = new Agent({
    connect: { timeout: timeOuts.connectMs },
    headersTimeout: timeOuts.headersMs,
    bodyTimeout: timeOuts.bodyMs,
    keepAliveTimeout: 10_000,
  })
  const previous = agents.get(origin)
  agents.set(origin, agent)
  if (!routed) route()
  previous?.close().catch(() => undefined)
  return async () => {
    if (agents.get(origin) === agent) agents.delete(origin)
    await agent.destroy()
  }
}

function route(): void {
  routed = true
  const byOrigin: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
    const agent = agents.get(String(options.origin))
    return agent === undefined ? dispatch(options, handler) : agent.dispatch(options, handler)
  }
  setGlobalDispatcher(getGlobalDispatcher().compose(byOrigin))
}
