import type { GuardReport } from '../answers/answers.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { within } from '../process/time-limit.ts'
import { guardReport as taskStates } from '../store/tasks/held-tasks.ts'
import { tasksRefusedFor } from '../store/tasks/law-change.ts'

const PATIENCE_MS = 4_000

/**
 * How many open call tasks lack permission: what holding would do, or does. One search in
 * HubSpot counts the tasks that are still call tasks there; held tasks are not, and are
 * counted here. Without HubSpot only the held ones are counted, and `complete` is false.
 */
export async function guardReport(context: Context, portal: OpenPortal): Promise<GuardReport> {
  const counted = openCallTasks(portal).catch((error: unknown) => {
    context.log.warn({ err: error, portalId: portal.portalId }, 'the report does without HubSpot')
    return null
  })
  const { states, lostOnLawChange } = await portal.tx(async (tx) => ({
    states: await taskStates(tx),
    lostOnLawChange: await tasksRefusedFor(tx, 'customer-exception-ended'),
  }))
  const inHubSpot = await within(PATIENCE_MS, counted, () => null)
  const { held, refused, 'would-hold': wouldHold } = states
  const stillCalls = wouldHold + refused
  return {
    // HubSpot's search runs a moment behind: never fewer than those we know of.
    open: held + Math.max(inHubSpot ?? 0, stillCalls),
    lacking: held + stillCalls,
    held,
    refused,
    lostOnLawChange,
    complete: inHubSpot !== null,
  }
}

async function openCallTasks({ client }: OpenPortal): Promise<number> {
  const { total } = await client.search('tasks', {
    filterGroups: [
      {
        filters: [
          { propertyName: 'hs_task_type', operator: 'EQ', value: 'CALL' },
          { propertyName: 'hs_task_status', operator: 'NEQ', value: 'COMPLETED' },
        ],
      },
    ],
    properties: ['hs_task_type'],
    limit: 1,
  })
  return total
}
