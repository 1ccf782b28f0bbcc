import { Checkbox, DateInput, Flex, Input, Select, TextArea, TimeInput } from '@hubspot/ui-extensions'
import React from 'react'
import type { NumberAnswer } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'
import type { ConsentDraft, Day } from './consent-draft.ts'

type Props = { draft: ConsentDraft; numbers: NumberAnswer[]; onChange: (draft: ConsentDraft) => void }

export function ConsentFields({ draft, numbers, onChange }: Props) {
  const { form } = usePageContext().texts
  const set = (change: Partial<ConsentDraft>): void => onChange({ ...draft, ...change })
  const known = numbers.flatMap(({ number }) => (number === null ? [] : [{ label: number, value: number }]))
  return (
    <Flex direction="column" gap="sm">
      <Select
        name="number"
        label={form.number}
        required
        value={draft.number}
        options={known}
        onChange={(value) => set({ number: String(value) })}
      />
      <Input
        name="givenBy"
        label={form.givenBy}
        required
        value={draft.givenBy}
        onInput={(givenBy) => set({ givenBy })}
      />
      <Select
        name="method"
        label={form.method}
        required
        value={draft.method}
        options={Object.entries(form.methods).map(([value, label]) => ({ value, label }))}
        onChange={(value) => set({ method: String(value) })}
      />
      <Input
        name="source"
        label={form.source}
        description={form.sourceHelp}
        required
        value={draft.source}
        onInput={(source) => set({ source })}
      />
      <DateInput
        name="day"
        label={form.day}
        required
        {...dayProps(draft.day)}
        onChange={({ year, month, date }) => set({ day: { year, month, date } })}
      />
      <TimeInput
        name="time"
        label={form.time}
        required
        interval={5}
        {...(draft.time ? { value: draft.time } : {})}
        onChange={({ hours, minutes }) => set({ time: { hours, minutes } })}
      />
      <TextArea
        name="notice"
        label={form.notice}
        description={form.noticeHelp}
        required
        rows={3}
        value={draft.notice}
        onInput={(notice) => set({ notice })}
      />
      <DateInput
        name="until"
        label={form.until}
        {...dayProps(draft.until)}
        onChange={(day) => set({ until: dayOrNull(day) })}
      />
      <Checkbox name="automated" checked={draft.automated} onChange={(automated) => set({ automated })}>
        {form.automated}
      </Checkbox>
    </Flex>
  )
}

/** HubSpot's DateInput takes a value or no value, not an undefined one. */
const dayProps = (day: Day | null): { value?: Day } => (day === null ? {} : { value: day })

/** Its clear button gives no value, whatever the type says. */
const dayOrNull = (day: Day | null | undefined): Day | null =>
  day ? { year: day.year, month: day.month, date: day.date } : null
