import { createHash, randomUUID } from 'node:crypto'
import { type Request, type RequestHandler, type Response, Router, urlencoded } from 'express'
import { z } from 'zod'
import { openConfirmPage, openPersonPage, type PersonPage } from '../../person/pages.ts'
import type { Context } from '../../portal/context.ts'
import { recordObjection } from '../../statements/objection.ts'
import type { Recorder } from '../../statements/recorder.ts'
import { verifyConsent } from '../../statements/verification.ts'
import { recordWithdrawal } from '../../statements/withdrawal.ts'
import { useVerification } from '../../store/ledger/verifications.ts'
import { LANGUAGES, type Language } from '../../words/wording.ts'
import { PERSON_PAGE_POLICY } from './layout.ts'
import { confirmPage, type Done, noPersonPage, personPage } from './view.ts'

export type PersonDeps = { readonly context: Context }

/** The two buttons of the page. */
const pressed = z.object({ act: z.enum(['withdraw', 'object']) })

/**
 * The person's own page and the confirm link. A GET changes nothing: mail scanners open every link. No cookie, no
 * login: the link is the key.
 */
export function personPageRoutes({ context }: PersonDeps): Router {
  const router = Router()
  const form = urlencoded({ extended: false, limit: '2kb' })
  router.use('/p', guarded)

  router.get('/p/:token', async (request, response) => {
    const page = await openPersonPage(context, request.params.token)
    if (!page) return nothingHere(request, response)
    response.type('html').send(personPage(languageOf(request, page.portal.settings.language), page, null))
  })

  router.post('/p/:token', form, async (request, response) => {
    const { token } = request.params
    const page = await openPersonPage(context, token)
    if (!page) return nothingHere(request, response)
    const done = await carryOut(context, page, actIn(request))
    const after = (await openPersonPage(context, token)) ?? page
    response.status(done ? 200 : 422).type('html')
    response.send(personPage(languageOf(request, page.portal.settings.language), after, done))
  })

  router.get('/p/confirm/:token', async (request, response) => {
    const page = await openConfirmPage(context, request.params.token)
    if (!page) return nothingHere(request, response)
    response.type('html').send(confirmPage(languageOf(request, page.language), page, page.used ? 'before' : 'ask'))
  })

  router.post('/p/confirm/:token', form, async (request, response) => {
    const { token } = request.params
    const page = await openConfirmPage(context, token)
    if (!page) return nothingHere(request, response)
    const by: Recorder = { kind: 'page', id: null, request: createHash('sha256').update(token).digest('base64url') }
    const check = { checkedBy: 'the person', method: 'confirm link by e-mail' }
    const verified = await verifyConsent(context, page.portal, {
      consentId: page.consentId,
      check,
      by,
      first: (tx) => useVerification(tx, token, Date.now()),
    })
    response.type('html').send(confirmPage(languageOf(request, page.language), page, verified.ok ? 'done' : 'before'))
  })
  return router
}

/**
 * Pressed twice, it is still done once: what stands already is not recorded again. Null for anything but the two
 * buttons.
 */
async function carryOut(context: Context, page: PersonPage, act: Done['act'] | null): Promise<Done | null> {
  const { portal, contactId } = page
  const by: Recorder = { kind: 'page', id: null, request: randomUUID() }
  if (act === 'withdraw') {
    const published = page.canWithdraw ? await recordWithdrawal(context, portal, contactId, by) : 'now'
    return { act, published }
  }
  if (act === null) return null
  if (page.objectedAt !== null) return { act, published: 'now' }
  const recorded = await recordObjection(context, portal, { contactId }, by)
  if (!recorded.ok) throw new Error('an objection from its own page was not recorded', { cause: recorded.problems })
  return { act, published: recorded.published }
}

/** `?language=` of the switch, else what the browser asks for, else the portal's. */
function languageOf(request: Request, otherwise: string): Language {
  const chosen = LANGUAGES.find((language) => language === request.query.language)
  if (chosen) return chosen
  const accepted = request.get('accept-language') ? request.acceptsLanguages([...LANGUAGES]) : false
  return LANGUAGES.find((language) => language === (accepted || otherwise)) ?? 'nl'
}

function nothingHere(request: Request, response: Response): void {
  response.locals.problemCode = 'no-person-page'
  response
    .status(404)
    .type('html')
    .send(noPersonPage(languageOf(request, 'nl')))
}

function actIn({ body }: Request): Done['act'] | null {
  return pressed.safeParse(body).data?.act ?? null
}

const guarded: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', PERSON_PAGE_POLICY)
  response.setHeader('X-Robots-Tag', 'noindex, nofollow')
  response.setHeader('Vary', 'Accept-Language')
  next()
}
