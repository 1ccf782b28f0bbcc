import { DateInput, Select } from '@hubspot/ui-extensions'
import React from 'react'
import { usePageContext } from '../../shared/page-context.ts'
import { optionsOf } from './options-of.ts'
import { Section } from './Section.tsx'
import type { SectionProps } from './section-props.ts'

const ANSWERS = { unknown: null, yes: true, no: false } as const
const wordOf = (answer: boolean | null): keyof typeof ANSWERS => (answer === null ? 'unknown' : answer ? 'yes' : 'no')

/** What the portal declares about how it came by numbers. Not known is an answer too, and the one to begin with. */
export function CollectionSection({ draft, readOnly, onChange }: SectionProps) {
  const { collection: words } = usePageContext().texts.settings
  const { collection } = draft
  const set = (change: Partial<typeof collection>): void => onChange({ collection: { ...collection, ...change } })
  return (
    <Section title={words.title} help={words.help}>
      {(['numberGiven', 'objectionOffered'] as const).map((name) => (
        <Select
          key={name}
          name={name}
          label={words[name]}
          readOnly={readOnly}
          value={wordOf(collection[name])}
          options={optionsOf(words.answers)}
          onChange={(value) => set({ [name]: ANSWERS[value as keyof typeof ANSWERS] })}
        />
      ))}
      <DateInput
        name="from"
        label={words.from}
        readOnly={readOnly}
        {...fromProps(collection.from)}
        onChange={(day) => set({ from: dayOf(day) })}
      />
    </Section>
  )
}

type Day = { year: number; month: number; date: number }

/** HubSpot's DateInput counts months from 0 and takes no undefined value. */
function fromProps(day: string | null): { value?: Day } {
  const [year, month, date] = (day ?? '').split('-').map(Number)
  return year && month && date ? { value: { year, month: month - 1, date } } : {}
}

/** The clear button gives no value. */
const dayOf = (day: Day | null | undefined): string | null =>
  day ? new Date(Date.UTC(day.year, day.month, day.date)).toISOString().slice(0, 10) : null
