import {
  Alert,
  Button,
  ErrorState,
  Flex,
  hubspot,
  LoadingSpinner,
  Text,
  useExtensionActions,
  useExtensionContext,
} from '@hubspot/ui-extensions'
import React, { useMemo } from 'react'
import { createPageContext, PageContextProvider, usePageContext } from '../shared/page-context.ts'
import { useCall } from '../shared/use-call.ts'
import { ApiKeys } from './parts/ApiKeys.tsx'
import { LawSection } from './parts/LawSection.tsx'
import { SettingsForm } from './parts/SettingsForm.tsx'

hubspot.extend<'settings'>(() => <SettingsPage />)

/**
 * Everything a portal may choose. Whoever is no admin of the
 * app sees it and changes nothing; our service refuses it too.
 */
export function SettingsPage() {
  const context = useExtensionContext<'settings'>()
  const actions = useExtensionActions<'settings'>()
  const { user } = context
  const pageContext = useMemo(() => createPageContext(context, hubspot.fetch, actions), [context, actions])
  return (
    <PageContextProvider value={pageContext}>
      <Settings userId={String(user.id)} />
    </PageContextProvider>
  )
}

function Settings({ userId }: { userId: string }) {
  const { backend, texts } = usePageContext()
  const { answer, failure, reload, replace } = useCall(backend.settings, 'settings')
  const words = texts.settings
  if (answer === null && failure === null) return <LoadingSpinner label={words.loading} showLabel layout="centered" />
  if (answer === null) {
    const refused = failure?.kind === 'refused'
    return (
      <ErrorState title={refused ? words.refusedTitle : words.unreachableTitle} type={refused ? 'lock' : 'error'}>
        <Text>{refused ? failure.detail : words.unreachable}</Text>
        <Button testId="retry" onClick={reload}>
          {words.retry}
        </Button>
      </ErrorState>
    )
  }
  const canEdit = answer.admins.includes(userId)
  return (
    <Flex direction="column" gap="lg">
      {canEdit ? null : (
        <Alert testId="read-only" title={words.readOnlyTitle} variant="info">
          {words.readOnly}
        </Alert>
      )}
      <LawSection />
      <SettingsForm saved={answer} canEdit={canEdit} onSaved={replace} />
      {canEdit ? <ApiKeys /> : null}
    </Flex>
  )
}
