import { submitForm } from '../control/form-routes.ts'
import { notFound } from '../http/api-error.ts'
import type { Portal } from '../world/portal.ts'
import type { CrmRecord, Source } from '../world/record.ts'
import type { World } from '../world/world.ts'
import {
  createRecord,
  linkRecords,
  type PropertyInput,
  preparedValues,
  updateRecord,
  type Writing,
} from '../world/write.ts'
import { movedClock } from './dates.ts'
import { nameOf, value } from './portal-data.ts'
import { languageOf, wordsOf } from './words.ts'

type Act = { readonly world: World; readonly portal: Portal; readonly form: URLSearchParams }

/**
 * What the buttons and little forms of the page do, by the name in their path. Throws ApiError where the CRM refuses.
 */
export const PAGE_ACTIONS: Readonly<Record<string, (act: Act) => void>> = {
  clock({ world, form }) {
    const at = movedClock(world.clock.now(), form.get('move') ?? '', form.get('date') ?? '')
    if (at !== null) world.clock.set(at)
  },
  contact(act) {
    const names = ['firstname', 'lastname', 'email', 'mobilephone']
    createContact(
      act,
      Object.fromEntries(names.map((name) => [name, act.form.get(name) ?? '']).filter(([, text]) => text !== '')),
    )
  },
  'opt-in'({ world, portal, form }) {
    const contact = form.has('contact') ? contactOf(portal, form) : null
    const email = contact === null ? (form.get('email') ?? '') : value(contact, 'email')
    const mobilephone =
      contact === null ? (form.get('mobilephone') ?? '') : value(contact, 'mobilephone') || value(contact, 'phone')
    const agreed = contact !== null || form.has('agree')
    const { hubDomain } = portal.settings
    submitForm(world, portal, {
      formId: '2f6a1d40-7b1e-4d0f-9c55-opt-in-form',
      formName: 'Bel mij',
      page: `https://www.${hubDomain}/bel-mij`,
      properties: {
        email,
        ...(mobilephone === '' ? {} : { mobilephone }),
        ...(agreed ? { belrecht_opt_in: 'true' } : {}),
      },
    })
  },
  'do-not-call'(act) {
    const { portal, form } = act
    updateRecord(
      asRep(act),
      '0-1',
      contactOf(portal, form).id,
      preparedValues(portal.shelf('0-1'), { belrecht_do_not_call: 'true' }),
    )
  },
  'win-deal'(act) {
    const contact = contactOf(act.portal, act.form)
    const words = wordsOf(languageOf(act.form, undefined))
    const writing = asRep(act)
    const shelf = act.portal.shelf('0-3')
    const deal = createRecord(
      writing,
      '0-3',
      preparedValues(shelf, {
        dealname: `${words.dealName}, ${nameOf(contact)}`,
        pipeline: 'default',
        dealstage: 'contractsent',
      }),
    )
    linkRecords(writing, act.portal.associations.link('0-3', deal.id, '0-1', contact.id))
    updateRecord(writing, '0-3', deal.id, preparedValues(shelf, { dealstage: 'closedwon', amount: '4500' }))
  },
  'call-task'(act) {
    const contact = contactOf(act.portal, act.form)
    const words = wordsOf(languageOf(act.form, undefined))
    const writing = asRep(act)
    const due = new Date(writing.at + 86_400_000).toISOString()
    const values = preparedValues(act.portal.shelf('0-27'), {
      hs_task_subject: words.taskSubject,
      hs_task_type: 'CALL',
      hs_timestamp: due,
    })
    const task = createRecord(writing, '0-27', values)
    linkRecords(writing, act.portal.associations.link('0-27', task.id, '0-1', contact.id))
  },
}

function createContact(act: Act, properties: PropertyInput): void {
  createRecord(asRep(act), '0-1', preparedValues(act.portal.shelf('0-1'), properties))
}

function contactOf(portal: Portal, form: URLSearchParams): CrmRecord {
  const contact = portal.live('0-1', form.get('contact') ?? '')
  if (contact === null) throw notFound(`no contact ${form.get('contact')}`)
  return contact
}

function asRep({ world, portal }: Act): Writing {
  const user = portal.settings.users[0]
  const source: Source =
    user === undefined
      ? { sourceType: 'CRM_UI' }
      : {
          sourceType: 'CRM_UI',
          sourceId: `userId:${user.id}`,
          sourceLabel: `${user.firstName} ${user.lastName}`,
          userId: user.id,
        }
  return world.writing(portal, source)
}
