import { DateTime } from 'luxon'
import { ZONE } from '../../time/hubspot-dates.ts'

/** A half-open end as the last day on which it still holds: HubSpot date value, '' where there is no end. */
export function dateValue(end: number | null): string {
  return end === null ? '' : (DateTime.fromMillis(end - 1, { zone: ZONE }).toISODate() ?? '')
}

/** An instant as a HubSpot datetime value. */
export function datetimeValue(instant: number): string {
  return new Date(instant).toISOString()
}
