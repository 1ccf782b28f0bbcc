import { type AppProcess, runCommand, startProcess, untilReady } from '../processes.ts'
import { step } from '../progress.ts'
import type { Meeting } from './portals-with-app.ts'
import { openSurroundings } from './surroundings.ts'

/** The sandbox, the app's two processes and what is needed to play with them. */
export type Stage = Meeting & {
  worker: AppProcess
  startWorker(): AppProcess
  runNight(): Promise<string>
  close(): Promise<void>
}

/** Everything fresh: the sandbox lives in memory, so its app must remember nothing of an earlier run either. */
export async function buildStage(wanted: { appPort: number; sandboxPort: number }): Promise<Stage> {
  const nightly = (variables: Readonly<Record<string, string>>) => runCommand(['nightly'], variables)
  const { sandbox, appUrl, env, close } = await openSurroundings({ ...wanted, runNight: nightly })
  const web = await step('starting PostgreSQL and the web role', async () => {
    const started = startProcess('web', env)
    await untilReady(appUrl, started.process)
    return started
  })
  const stage: Stage = {
    appUrl,
    sandbox,
    worker: startProcess('worker', env),
    startWorker: () => {
      stage.worker = startProcess('worker', env)
      return stage.worker
    },
    runNight: () => nightly(env),
    close: async () => {
      await Promise.all([stage.worker.stop(), web.stop()])
      await close()
    },
  }
  return stage
}
