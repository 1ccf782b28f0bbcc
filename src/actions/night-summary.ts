import type { Announcement } from './announce-contacts.ts'

/** What one night did; `seconds` and `hubspotCalls` over all attempts. */
export type NightSummary = {
  readonly portal: number
  readonly date: string
  readonly due: number
  readonly lapsed: number
  readonly tasksHeld: number
  readonly tasksReleased: number
  readonly refused: number
  readonly hubspotCalls: number
  readonly seconds: number
}

export const nothingYet = { due: 0, lapsed: 0, tasksHeld: 0, tasksReleased: 0, refused: 0, hubspotCalls: 0, seconds: 0 }

/** @param before the summary when this attempt began: an earlier attempt's calls and seconds stay counted */
export function addNight(
  summary: NightSummary,
  before: NightSummary,
  done: Announcement,
  spent: { calls: number; seconds: number },
): NightSummary {
  return {
    ...summary,
    due: summary.due + done.judged,
    lapsed: summary.lapsed + done.lapsed,
    tasksHeld: summary.tasksHeld + done.tasksHeld,
    tasksReleased: summary.tasksReleased + done.tasksReleased,
    refused: summary.refused + done.refused,
    hubspotCalls: before.hubspotCalls + spent.calls,
    seconds: Math.round((before.seconds + spent.seconds) * 1000) / 1000,
  }
}
