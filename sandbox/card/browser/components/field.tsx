import { type ReactNode, useId } from 'react'

type Props = {
  readonly label: string | undefined
  readonly description?: string | undefined
  readonly required?: boolean | undefined
  readonly children: (id: string) => ReactNode
}

/** A label, a control and what explains it. */
export function Field({ label, description, required, children }: Props) {
  const id = useId()
  return (
    <div className="ui-field">
      <label htmlFor={id}>
        {label}
        {required ? ' *' : ''}
      </label>
      {description ? <small>{description}</small> : null}
      {children(id)}
    </div>
  )
}

/** What stands in a control; the program's types know no DOM. */
export const typedIn = (event: { readonly target: unknown }): string => (event.target as { value: string }).value
export const tickedIn = (event: { readonly target: unknown }): boolean => (event.target as { checked: boolean }).checked
