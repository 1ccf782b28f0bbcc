import { z } from 'zod'

/** What the last night, run from the page, came to. `text` is the command's output: one JSON line per portal. */
export type NightReport = { readonly at: number; readonly text: string; readonly error: string | null }

const line = z.looseObject({
  portalId: z.union([z.number(), z.string()]).optional(),
  portal: z.union([z.number(), z.string()]).optional(),
})

/** The figures of one portal, in the order the night printed them. */
export function summaryFor(report: NightReport, portalId: number): Array<[string, string]> {
  const figures: Array<[string, string]> = []
  for (const text of report.text.split('\n')) {
    const summary = parsed(text)
    if (summary === null || String(summary.portalId ?? summary.portal) !== String(portalId)) continue
    for (const [name, figure] of Object.entries(summary)) {
      if (name !== 'portalId' && name !== 'portal' && (typeof figure === 'number' || typeof figure === 'string'))
        figures.push([name, String(figure)])
    }
  }
  return figures
}

function parsed(text: string): z.output<typeof line> | null {
  try {
    const result = line.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
