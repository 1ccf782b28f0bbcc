import { readFileSync } from 'node:fs'
import { portalOf } from '../control/portal-of.ts'
import { ApiError } from '../http/api-error.ts'
import { type Exchange, ok, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import type { World } from '../world/world.ts'
import type { NightReport } from './night-report.ts'
import { PAGE_ACTIONS } from './page-actions.ts'
import { homePage, portalPage, revisionOf } from './portal-page.ts'
import { languageOf } from './words.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
const page = (html: string): Reply => ({ status: 200, html, headers: HEADERS })
const asset = (name: string, type: string): Reply => ({
  status: 200,
  html: readFileSync(new URL(name, import.meta.url), 'utf8'),
  headers: { 'content-type': type },
})

/** The portal page: plain pages and forms, useful without JavaScript. */
export function addPageRoutes(router: Router, world: World): void {
  let night: NightReport | null = null
  const css = asset('portal.css', 'text/css; charset=utf-8')
  const js = asset('portal.js', 'text/javascript; charset=utf-8')
  router.add('GET', '/assets/portal.css', () => css)
  router.add('GET', '/assets/portal.js', () => js)
  router.add('GET', '/', (exchange) => page(homePage(world, language(exchange))))
  router.add('GET', '/portal/:portalId', (exchange) => {
    const { query } = exchange
    const view = {
      world,
      portal: portalOf(world, exchange),
      language: language(exchange),
      query: query.get('q') ?? '',
      error: query.get('error'),
      night,
    }
    return page(portalPage(view))
  })
  router.add('GET', '/portal/:portalId/revision', (exchange) =>
    ok({ revision: revisionOf(world, portalOf(world, exchange)) }),
  )
  router.add('POST', '/portal/:portalId/night', async (exchange) => {
    const portal = portalOf(world, exchange)
    night = await runNight(world)
    portal.revision += 1
    return back(exchange, null)
  })
  router.add('POST', '/portal/:portalId/:action', (exchange) => {
    const action = PAGE_ACTIONS[param(exchange, 'action')]
    if (action === undefined) throw new ApiError(404, 'OBJECT_NOT_FOUND', `no action ${param(exchange, 'action')}`)
    try {
      action({ world, portal: portalOf(world, exchange), form: formOf(exchange) })
      return back(exchange, null)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return back(exchange, error.message)
    }
  })
}

const language = (exchange: Exchange) => languageOf(exchange.query, exchange.headers['accept-language'])
const formOf = (exchange: Exchange): URLSearchParams => new URLSearchParams(exchange.raw.toString('utf8'))

/** See other: a reload of the answer repeats nothing. */
function back(exchange: Exchange, error: string | null): Reply {
  const query = new URLSearchParams({ lang: languageOf(formOf(exchange), exchange.headers['accept-language']) })
  if (error !== null) query.set('error', error)
  return { status: 303, headers: { location: `/portal/${param(exchange, 'portalId')}?${query}` } }
}

async function runNight(world: World): Promise<NightReport> {
  const at = world.clock.now()
  try {
    const result = await world.hooks.runNight?.()
    return { at, text: typeof result === 'string' ? result : (JSON.stringify(result) ?? ''), error: null }
  } catch (error) {
    return { at, text: '', error: error instanceof Error ? error.message : String(error) }
  }
}
