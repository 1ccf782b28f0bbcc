import { z } from 'zod'
import { bodyOf } from '../http/body.ts'
import { created } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import type { Portal } from '../world/portal.ts'
import type { Source } from '../world/record.ts'
import type { World } from '../world/world.ts'
import { createRecord, type PropertyInput, preparedValues, recordByUnique, updateRecord } from '../world/write.ts'
import { instant } from './instant.ts'
import { portalOf } from './portal-of.ts'

const submissionBody = z.object({
  formId: z.string().default('6f1c1d6e-0000-4000-8000-000000000001'),
  formName: z.string().default('Form'),
  page: z.string().default('https://example.nl/form'),
  submissionId: z.string().optional(),
  at: instant.optional(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type Submission = z.output<typeof submissionBody>

export function addFormRoutes(router: Router, world: World): void {
  router.add('POST', '/sandbox/portals/:portalId/forms/submissions', (exchange) => {
    const { id, isNew } = submitForm(world, portalOf(world, exchange), bodyOf(exchange, submissionBody))
    return created({ contactId: id, new: isNew })
  })
}

let submissions = 0

/**
 * A visitor sends a form: the contact with that e-mail address is made or updated, every answer at one instant with
 * source FORM. Equal answers get a version too, so the history shows the submission even where no value changed.
 */
export function submitForm(
  world: World,
  portal: Portal,
  submission: Submission,
): { readonly id: string; readonly isNew: boolean } {
  submissions += 1
  const { formId, formName, page, properties, at = world.clock.now() } = submission
  const sourceId = `${formId}/${submission.submissionId ?? submissions}`
  const source: Source = { sourceType: 'FORM', sourceId, sourceLabel: `${formName} (${page})` }
  const writing = { ...world.writing(portal, source, at), keepEqual: true }
  const shelf = portal.shelf('0-1')
  const input: PropertyInput = {
    ...properties,
    recent_conversion_date: new Date(at).toISOString(),
    recent_conversion_event_name: `${page}: ${formName}`,
  }
  const values = preparedValues(shelf, input)
  const existing = recordByUnique(shelf, 'email', values.get('email') ?? '')
  if (existing === null) return { id: createRecord(writing, '0-1', values).id, isNew: true }
  return { id: updateRecord(writing, '0-1', existing.id, values).id, isNew: false }
}
