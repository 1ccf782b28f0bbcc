import {
  Alert,
  Button,
  Checkbox,
  Flex,
  Input,
  LoadingButton,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import type { ApiKeyAnswer, NewApiKey } from '../../shared/answers.ts'
import { instantInWords } from '../../shared/days.ts'
import { usePageContext } from '../../shared/page-context.ts'
import { useCall } from '../../shared/use-call.ts'
import { RevokeConfirm } from './RevokeConfirm.tsx'
import { Section } from './Section.tsx'

/** Keys of dialers and forms: made here, shown once, revoked here. */
export function ApiKeys() {
  const { backend, texts, actions, language } = usePageContext()
  const words = texts.settings.keys
  const { answer, failure, reload } = useCall(backend.keys, 'keys')
  const [name, setName] = useState('')
  const [verify, setVerify] = useState(false)
  const [made, setMade] = useState<NewApiKey | null>(null)
  const [busy, setBusy] = useState(false)
  const alertFailure = (detail: string): void => actions.addAlert({ type: 'danger', message: detail || words.failed })

  const create = async (): Promise<void> => {
    setBusy(true)
    const outcome = await backend.newKey(name.trim(), verify)
    setBusy(false)
    if (outcome.kind !== 'answer') return alertFailure(outcome.kind === 'refused' ? outcome.detail : '')
    setMade(outcome.answer)
    setName('')
    setVerify(false)
    reload()
  }
  const revoke = async ({ id }: ApiKeyAnswer): Promise<void> => {
    const outcome = await backend.revokeKey(id)
    if (outcome.kind !== 'answer') alertFailure(outcome.kind === 'refused' ? outcome.detail : '')
    if (made?.id === id) setMade(null)
    reload()
  }
  const copy = async (key: string): Promise<void> => {
    await actions.copyTextToClipboard(key)
    actions.addAlert({ type: 'info', message: texts.actions.copied })
  }

  return (
    <Section title={words.title} help={words.help}>
      {failure && !answer ? <Text testId="no-keys">{words.failed}</Text> : null}
      {answer?.length === 0 ? <Text>{words.none}</Text> : null}
      {answer && answer.length > 0 ? (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              {Object.entries(words.columns).map(([column, label]) => (
                <TableHeader key={column}>{label}</TableHeader>
              ))}
              <TableHeader>{words.revoke}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {answer.map((key) => (
              <TableRow key={key.id}>
                <TableCell>{key.scopes.includes('verify') ? words.trusted(key.name) : key.name}</TableCell>
                <TableCell>{instantInWords(key.createdAt, language)}</TableCell>
                <TableCell>
                  {key.lastUsedAt === null ? words.never : instantInWords(key.lastUsedAt, language)}
                </TableCell>
                <TableCell>
                  <Button
                    testId={`revoke-${key.id}`}
                    size="xs"
                    variant="destructive"
                    overlay={<RevokeConfirm apiKey={key} onConfirm={() => revoke(key)} />}
                  >
                    {words.revoke}
                  </Button>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : null}
      {made ? (
        <Alert testId="new-key" title={words.created} variant="success">
          <Text format={{ fontWeight: 'bold' }}>{made.key}</Text>
          <Button testId="copy-key" size="xs" onClick={() => void copy(made.key)}>
            {words.copy}
          </Button>
        </Alert>
      ) : null}
      <Checkbox name="verify" checked={verify} onChange={setVerify} description={words.verifyHelp}>
        {words.verify}
      </Checkbox>
      <Flex direction="row" gap="sm" align="end">
        <Input name="keyName" label={words.name} value={name} onInput={setName} />
        <LoadingButton testId="create-key" loading={busy} disabled={name.trim() === ''} onClick={() => void create()}>
          {words.create}
        </LoadingButton>
      </Flex>
    </Section>
  )
}
