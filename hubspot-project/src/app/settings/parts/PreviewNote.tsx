import { Alert } from '@hubspot/ui-extensions'
import React from 'react'
import type { SettingsPreview } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'

/** What the change would do to verdicts, before it does. */
export function PreviewNote({ preview }: { preview: SettingsPreview }) {
  const words = usePageContext().texts.settings.save
  const { losesYes, gainsYes, judged, contacts } = preview
  const title = losesYes > 0 ? words.loses(losesYes) : gainsYes > 0 ? words.gains(gainsYes) : words.same
  const rest = [losesYes > 0 && gainsYes > 0 ? words.gains(gainsYes) : '', words.sample(judged, contacts)]
  return (
    <Alert testId="preview-note" title={title} variant={losesYes > 0 ? 'warning' : 'info'}>
      {rest.filter(Boolean).join(' ')}
    </Alert>
  )
}
