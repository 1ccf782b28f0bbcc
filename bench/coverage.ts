import type { Profiler } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Ran = { readonly files: number; readonly functions: number }

export type Coverage = {
  /** What ran in the folders while `work` did. */
  readonly during: (work: () => Promise<void>) => Promise<Ran>
  readonly close: () => Promise<void>
}

/**
 * Counts by V8's precise coverage, in whole functions. A nameless callback counts as
 * part of the function that contains it, and a file of which nothing else ran is not
 * counted. What a module does when it is loaded counts only if it is loaded then.
 */
export async function openCoverage(root: string, folders: readonly string[]): Promise<Coverage> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
  const urls = folders.map((folder) => `${pathToFileURL(join(root, folder)).href}/`)
  const isOurs = (url: string) => urls.some((prefix) => url.startsWith(prefix))
  const take = async () => {
    const { result } = await session.post('Profiler.takePreciseCoverage')
    return result
      .filter(({ url }) => isOurs(url))
      .map(({ functions }) => functions.filter(hasRun))
      .filter((functions) => functions.length > 0)
  }
  return {
    during: async (work) => {
      // Taking sets the counters back.
      await take()
      await work()
      const ran = await take()
      return { files: ran.length, functions: ran.flat().length }
    },
    close: async () => {
      await session.post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}

function hasRun({ functionName, ranges }: Profiler.FunctionCoverage): boolean {
  return functionName !== '' && ranges.some(({ count }) => count > 0)
}
