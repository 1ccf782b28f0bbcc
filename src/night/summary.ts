import type { EpochMs } from '../time/units.ts'
/** What one step of a night completed: a contact counts once its tasks are done. */
export type NightStep = {
  readonly judged: number
  readonly lapsed: number
  readonly refused: number
  readonly tasksHeld: number
  readonly tasksReleased: number
}

/**
 * What one night did, over all attempts. Of an interrupted batch only what the next attempt still
 * had to do is counted; `seconds` is time at work, including waits for HubSpot's rate limit.
 */
export type NightSummary = {
  readonly portal: number
  readonly date: string
  readonly due: EpochMs
  readonly lapsed: number
  readonly tasksHeld: number
  readonly tasksReleased: number
  readonly refused: number
  readonly hubspotCalls: number
  readonly seconds: number
}

export const nothingYet = { due: 0, lapsed: 0, tasksHeld: 0, tasksReleased: 0, refused: 0, hubspotCalls: 0, seconds: 0 }

export function addNight(summary: NightSummary, done: NightStep, calls: number, seconds: number): NightSummary {
  return {
    ...summary,
    due: summary.due + done.judged,
    lapsed: summary.lapsed + done.lapsed,
    tasksHeld: summary.tasksHeld + done.tasksHeld,
    tasksReleased: summary.tasksReleased + done.tasksReleased,
    refused: summary.refused + done.refused,
    hubspotCalls: summary.hubspotCalls + calls,
    seconds: Math.round((summary.seconds + seconds) * 1000) / 1000,
  }
}
