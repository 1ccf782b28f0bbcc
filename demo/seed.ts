import type { Stage } from './stage/demo-stage.ts'
import { blocksTasks, opensWindows, optsIn } from './story/steps.ts'

/** The people of the story's first steps, left as they are on 29 June 2026 for a person to play with. */
export async function seed(stage: Stage): Promise<void> {
  await optsIn(stage)
  await opensWindows(stage)
  await blocksTasks(stage)
}
