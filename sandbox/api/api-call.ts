import type { Exchange, Handler, Reply } from '../http/exchange.ts'
import { type Caller, callerOf } from '../oauth/caller.ts'
import type { World } from '../world/world.ts'
import type { Writing } from '../world/write.ts'

/** A call on the API by an app: who asks, and how its writes are recorded. */
export type ApiCall = {
  readonly world: World
  readonly exchange: Exchange
  readonly caller: Caller
  readonly writing: Writing
}
export type ApiHandler = (call: ApiCall) => Reply

/** Lets only live access tokens through to `handle`. */
export function apiHandler(world: World, handle: ApiHandler): Handler {
  return (exchange) => {
    const caller = callerOf(world, exchange)
    return handle({ world, exchange, caller, writing: world.writing(caller.portal, caller.source) })
  }
}
