import type { PortalSettings } from '../portal-settings/schema.ts'
import { isDealOrigin } from '../provenance/deal-relations.ts'
import { hasNotDeclaredDeals } from '../provenance/relation-scope.ts'
import type { StoredFact } from '../store/ledger/ledger.ts'

/**
 * The rows whose facts are judged. Of a charity that has not said what its deals are, those drawn from deals wait:
 * they stay in the ledger, and count again as soon as it has.
 */
export function countedRows(rows: readonly StoredFact[], settings: PortalSettings): StoredFact[] {
  const waiting = hasNotDeclaredDeals(settings)
  return rows.filter(({ origin }) => !waiting || !isDealOrigin(origin))
}
