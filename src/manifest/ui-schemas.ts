import { z } from 'zod'
import { bilingual, uid } from './shapes.ts'

const output = z.strictObject({
  name: z.string().regex(/^[a-z_]{1,40}$/, 'an output is named in a-z and _'),
  label: bilingual,
  /** A contact property whose options are the possible values, so that a workflow can branch on them. */
  optionsOf: z.enum(['belrecht_permission', 'belrecht_basis']).optional(),
})

/** What people see of the app in HubSpot: each of these becomes a component of the developer project. */
export const uiSchemas = {
  card: z.strictObject({
    uid,
    name: bilingual,
    description: bilingual,
    /** The first one carries the uid as it is, the others with the place behind it. */
    locations: z.array(z.enum(['crm.record.sidebar', 'crm.record.tab', 'crm.preview'])).min(1),
    objectTypes: z.array(z.enum(['contacts', 'companies', 'deals'])).min(1),
  }),
  settings: z.strictObject({ uid, name: bilingual }),
  home: z.strictObject({ uid, name: bilingual }),
  bulkActions: z.array(
    z.strictObject({
      uid,
      name: bilingual,
      objectTypes: z.array(z.literal('contacts')).min(1),
      displayMode: z.enum(['MODAL', 'PANEL']),
      icon: z.string().min(1),
    }),
  ),
  workflowActions: z.array(
    z.strictObject({
      uid,
      name: bilingual,
      description: bilingual,
      objectTypes: z.array(z.literal('CONTACT')).min(1),
      outputs: z.array(output).min(1),
    }),
  ),
}
