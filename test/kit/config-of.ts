import type { Environment } from '../../demo/stage/app-environment.ts'
import { type Config, loadConfig } from '../../src/config.ts'

/** The app's configuration from an environment; throws what is wrong with it. */
export function configOf(env: Environment): Config {
  const loaded = loadConfig(env)
  if (!loaded.ok) throw new Error(loaded.problems.map(({ variable, problem }) => `${variable} ${problem}`).join('; '))
  return loaded.config
}
