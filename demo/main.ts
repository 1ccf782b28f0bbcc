import { parseArgs } from 'node:util'
import { PORTALS, ZONNIG } from './portals.ts'
import { say, step } from './progress.ts'
import { seed } from './seed.ts'
import { buildStage, type Stage } from './stage/demo-stage.ts'
import { installApp } from './stage/portals-with-app.ts'
import { CONSENTED } from './story/cast.ts'
import { playStory } from './story/play.ts'

const { values } = parseArgs({ options: { story: { type: 'boolean', default: false } } })

/** `npm run demo`: installed, filled and left running for a person to play with. */
async function keepRunning(stage: Stage): Promise<void> {
  for (const { portalId, name } of PORTALS) await step(`installing in ${name}`, () => installApp(stage, portalId))
  await step('filling both portals with people, deals and call tasks', () => seed(stage))
  say('')
  for (const { portalId, name } of PORTALS) say(`  ${name.padEnd(22)} ${stage.sandbox.url}/portal/${portalId}`)
  const portal = `${stage.sandbox.url}/portal/${ZONNIG.portalId}`
  const { properties } = await stage.sandbox.read(ZONNIG.portalId, 'contacts', CONSENTED)
  say(`  The card               ${portal}/contact/${CONSENTED}/card`)
  say(`  Settings, home page    ${portal}/settings · ${portal}/home`)
  say(`  A person's own page    ${properties.belrecht_preferences_url}`)
  say(`  The app itself         ${stage.appUrl}/readyz`)
  say('\nMove the clock, tick boxes, run the night. Ctrl+C stops everything.')
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

const started = performance.now()
const built = await buildStage(values.story ? { appPort: 0, sandboxPort: 0 } : { appPort: 3000, sandboxPort: 4010 })
try {
  await (values.story ? playStory(built) : keepRunning(built))
  if (values.story) say(`\nThe story holds, ${((performance.now() - started) / 1000).toFixed(0)} s.`)
} catch (error) {
  say(`\nThe story does not hold: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  await built.close()
}
