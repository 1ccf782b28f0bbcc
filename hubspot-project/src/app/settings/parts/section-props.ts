import type { PortalSettings } from '../../shared/portal-settings.ts'

/** Each section shows a part of the draft and hands back what changes in it. */
export type SectionProps = {
  draft: PortalSettings
  readOnly: boolean
  onChange: (change: Partial<PortalSettings>) => void
}
