import { Alert, Flex, List, LoadingButton, Text } from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import type { InputProblem, SettingsPreview } from '../../shared/answers.ts'
import type { Outcome } from '../../shared/outcome.ts'
import { usePageContext } from '../../shared/page-context.ts'
import type { PortalSettings } from '../../shared/portal-settings.ts'
import { PreviewNote } from './PreviewNote.tsx'
import { patchOf } from './settings-draft.ts'

type Props = {
  saved: PortalSettings
  draft: PortalSettings
  onProblems: (problems: readonly InputProblem[]) => void
  onSaved: (settings: PortalSettings) => void
}

/** First what the change would do, then the change: only what was previewed as it stands can be saved. */
export function SaveBar({ saved, draft, onProblems, onSaved }: Props) {
  const { backend, texts, actions } = usePageContext()
  const words = texts.settings.save
  const [busy, setBusy] = useState(false)
  const [preview, setPreview] = useState<{ of: string; is: SettingsPreview } | null>(null)
  const [problems, setProblems] = useState<string[]>([])
  const patch = patchOf(saved, draft)
  const asked = JSON.stringify(patch)
  const ready = preview !== null && preview.of === asked

  async function call<Answer>(made: Promise<Outcome<Answer>>, done: (answer: Answer) => void): Promise<void> {
    setBusy(true)
    const outcome = await made
    setBusy(false)
    setProblems(problemsOf(outcome))
    onProblems(outcome.kind === 'refused' ? outcome.problems : [])
    if (outcome.kind === 'answer') done(outcome.answer)
  }
  function problemsOf(outcome: Outcome<unknown>): string[] {
    if (outcome.kind === 'answer') return []
    if (outcome.kind === 'unreachable') return [texts.settings.unreachable]
    const named = outcome.problems.map(({ path, message }) => `${path}: ${message}`)
    return named.length > 0 ? named : [outcome.detail]
  }
  if (patch === null) return <Text testId="nothing">{words.nothing}</Text>
  return (
    <Flex direction="column" gap="sm">
      {ready ? <PreviewNote preview={preview.is} /> : null}
      {problems.length === 0 ? null : (
        <Alert testId="problems" title={words.invalid} variant="danger">
          <List variant="unordered">
            {problems.map((problem) => (
              <Text key={problem}>{problem}</Text>
            ))}
          </List>
        </Alert>
      )}
      <Flex direction="row" gap="sm">
        <LoadingButton
          testId="preview"
          variant="secondary"
          loading={busy}
          onClick={() => void call(backend.previewSettings(patch), (is) => setPreview({ of: asked, is }))}
        >
          {words.preview}
        </LoadingButton>
        <LoadingButton
          testId="save"
          variant="primary"
          disabled={!ready}
          loading={busy}
          onClick={() =>
            void call(backend.saveSettings(patch), (settings) => {
              actions.addAlert({ type: 'success', message: words.saved })
              onSaved(settings)
            })
          }
        >
          {words.save}
        </LoadingButton>
      </Flex>
    </Flex>
  )
}
