import { describe, expect, it } from 'vitest'
import { isOwnEcho, isOwnWrite } from '../../src/provenance/own-echo.ts'

const APP = '4242'
const WRITERS = ['INTEGRATION', 'API', 'CRM_UI', 'FORM', 'IMPORT', 'MERGE_OBJECTS', '', null, undefined].flatMap(
  (source) => [APP, '99', '', null, undefined].map((sourceId) => ({ source, sourceId })),
)

describe('what this app wrote itself', () => {
  it('is recognised by the app’s id, and by a source that is an app', () => {
    expect(WRITERS.filter((writer) => isOwnWrite(writer, APP))).toEqual([
      { source: 'INTEGRATION', sourceId: APP },
      { source: 'API', sourceId: APP },
    ])
  })

  it('an event is skipped only where a history leaves the same write out', () => {
    const skipped = WRITERS.filter((writer) => isOwnEcho(writer, APP))
    expect(skipped).toEqual([{ source: 'INTEGRATION', sourceId: APP }])
    for (const writer of skipped) expect(isOwnWrite(writer, APP)).toBe(true)
  })
})
