import { z } from 'zod'

/** HubSpot's own rule for the uid of a component. */
export const uid = z.string().regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'a uid is 1 to 64 of a-z, A-Z, 0-9, _ - .')

export const bilingual = z.strictObject({ nl: z.string().min(1), en: z.string().min(1) })
