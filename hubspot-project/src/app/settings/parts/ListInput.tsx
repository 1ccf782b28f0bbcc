import { Input } from '@hubspot/ui-extensions'
import React, { useState } from 'react'
import { listOf, textOf } from './settings-draft.ts'

type Props = {
  name: string
  label: string
  description?: string
  error?: boolean
  validationMessage?: string
  value: readonly string[]
  readOnly: boolean
  onChange: (value: string[]) => void
}

/** A list in one field. What is typed stays as typed; the list follows from it. */
export function ListInput({ value, onChange, ...rest }: Props) {
  const [text, setText] = useState(() => textOf(value))
  const typed = (next: string): void => {
    setText(next)
    onChange(listOf(next))
  }
  return <Input {...rest} value={text} onInput={typed} />
}
