import { isDeepStrictEqual } from 'node:util'
import { HubSpotError } from '../hubspot/errors.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { definedObjects } from '../portal/mapped-properties.ts'
import { setAside } from '../portal/set-aside.ts'
import { isMappingFault, mappingProblems } from '../portal-settings/check-mapping.ts'
import { DEFAULT_MAPPING, mappingKeys } from '../portal-settings/mapping.ts'
import { endSetAside, setAsideOf } from '../store/portal/set-aside.ts'

/**
 * A mapping that fails the check stays as it was stored before there was one, or as the account has since changed under
 * it, and is named to the admin. Our own properties are the install's care, at no call here.
 * @returns false when HubSpot did not say what the account has: the work that began with this goes on without it
 */
export async function nameMappingProblems(context: Context, portal: OpenPortal): Promise<boolean> {
  try {
    await holdAgainstAccount(context, portal)
    return true
  } catch (error) {
    if (!(error instanceof HubSpotError) || error.kind === 'portal-gone') throw error
    context.log.warn({ err: error, portalId: portal.portalId }, 'the mapping could not be held against the account')
    return false
  }
}

async function holdAgainstAccount({ clock }: Context, { client, settings, tx: inPortal }: OpenPortal): Promise<void> {
  const { mapping } = settings
  const keys = mappingKeys(mapping).filter((key) => !isDeepStrictEqual(mapping[key], DEFAULT_MAPPING[key]))
  const account = await definedObjects(client, mapping, keys)
  const problems = mappingProblems(mapping, keys, account)
  await inPortal(async (tx) => {
    for (const { recordId, reason } of await setAsideOf(tx, 'setting')) {
      const stands = problems.some(({ path, fault }) => path === recordId && fault === reason)
      if (isMappingFault(reason) && !stands) await endSetAside(tx, 'setting', [recordId], [reason])
    }
    const rows = problems.map(({ path, fault, property, choices }) => ({
      kind: 'setting' as const,
      recordId: path,
      reason: fault,
      detail: choices.length > 0 ? `${property}: ${choices.join(', ')}` : property,
    }))
    await setAside(tx, rows, clock.now())
  })
}
