import { say } from '../progress.ts'
import type { Stage } from '../stage/demo-stage.ts'
import { comesTwice, killedAtNight, lawChanges, objects, threeYearsOn } from './later-steps.ts'
import { blocksTasks, installs, opensWindows, optsIn, releases, type Step } from './steps.ts'

/** The story, in order. */
const STEPS: readonly Step[] = [
  installs,
  optsIn,
  opensWindows,
  blocksTasks,
  releases,
  lawChanges,
  objects,
  threeYearsOn,
  killedAtNight,
  comesTwice,
]

/** Plays all steps; each prints what was read back from the sandbox. Throws at the first that does not hold. */
export async function playStory(stage: Stage): Promise<void> {
  for (const [index, play] of STEPS.entries()) say(`${index + 1}) ${await play(stage)}`)
}
