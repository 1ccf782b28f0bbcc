/** Who plays. Ids are shared by both portals on purpose. */
export const CONSENTED = '201'
export const NOBODY_ASKED = '202'
export const CUSTOMER = '203'
export const AT_A_BV = '204'
/** In Waterhulp: the same id as Zonnig's customer. */
export const DONOR = '203'
export const COMPANY = '301'
export const DEAL = '401'
/** People whose consents end in the night in which the worker is killed. */
export const MANY = Array.from({ length: 24 }, (_, index) => String(600 + index))

export const TASK_OF = { [CONSENTED]: '501', [NOBODY_ASKED]: '502', [CUSTOMER]: '503', [AT_A_BV]: '504' } as const

/** 06 numbers of the range set aside for fiction do not exist in the Netherlands; these are merely well-formed. */
export const numberOf = (id: string) => `+316123${id.padStart(5, '0')}`

export const asUser = { sourceType: 'CRM_UI', sourceId: 'userId:1001', sourceLabel: 'Anna Admin', userId: 1001 }
