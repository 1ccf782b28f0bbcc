import type { SourceRecord } from '../../src/provenance/source-record.ts'
import { contact, derived, factsOf, record, type SettingsPatch, settings, written } from './records.ts'

/** A deal that was won, and the relations drawn from it. */

export const CLOSED = '2026-02-10T15:00:00+01:00'
export const WON = '2026-02-12T09:00:00+01:00'
export const declared = { numberGiven: true, objectionOffered: true, from: '2024-01-01' }

export type Deal = {
  readonly won?: string
  readonly closedate?: string
  readonly end?: string
  readonly amount?: string
  readonly pipeline?: string
}

export const deal = ({
  won = WON,
  closedate = CLOSED,
  end = '',
  amount = '',
  pipeline = 'p1',
}: Deal = {}): SourceRecord =>
  record('9', {
    dealstage: [written('appointmentscheduled', '2026-01-01T09:00:00+01:00'), written('closedwon', won)],
    hs_is_closed_won: [written('false', '2026-01-01T09:00:00+01:00', 'CALCULATED'), written('true', won, 'CALCULATED')],
    closedate: [written(closedate, won)],
    amount: [written(amount, won)],
    pipeline: [written(pipeline, won)],
    belrecht_contract_end: end === '' ? [] : [written(end, won)],
  })

export const relationsOf = (given: SourceRecord, who = contact(), patch: SettingsPatch = { collection: declared }) =>
  factsOf(derived({ contact: who, companies: [], deals: [given] }, { settings: settings(patch) }).relations, 'relation')
