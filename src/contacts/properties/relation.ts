import type { Fact } from '../../permission/facts.ts'
import { relationOverview } from '../../permission/overview.ts'
import { prepareFacts } from '../../permission/prepared.ts'
import type { PortalSettings } from '../../portal-settings/schema.ts'
import { hubspotDate } from '../../time/hubspot-dates.ts'
import type { EpochMs } from '../../time/units.ts'

/** The relation whose window lasts longest, as it stands on the contact; none once every window is over. */
export function relationProperties(
  facts: readonly Fact[],
  settings: PortalSettings,
  at: EpochMs,
): Record<string, string> {
  const { controller, product, house, senderKind } = settings
  const relations = relationOverview(prepareFacts(facts), {
    at,
    controller,
    product,
    house,
    sender: { kind: senderKind },
  })
  const open = relations.filter(
    ({ kind, strength, ends }) => kind !== 'sympathiser' && strength !== 'out' && (ends === null || ends > at),
  )
  const [longest] = open.sort((a, b) => (b.ends ?? Number.POSITIVE_INFINITY) - (a.ends ?? Number.POSITIVE_INFINITY))
  return {
    belrecht_relation: longest?.kind ?? 'none',
    belrecht_relation_until: hubspotDate(longest?.ends ?? null),
  }
}
