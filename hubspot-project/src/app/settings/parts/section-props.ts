import type { InputProblem } from '../../shared/answers.ts'
import type { PortalSettings } from '../../shared/portal-settings.ts'

/** Each section shows a part of the draft and hands back what changes in it. */
export type SectionProps = {
  draft: PortalSettings
  readOnly: boolean
  /** What the service refused when the draft was last previewed or saved. */
  problems: readonly InputProblem[]
  onChange: (change: Partial<PortalSettings>) => void
}
