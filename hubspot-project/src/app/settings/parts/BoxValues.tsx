import React from 'react'
import type { InputProblem } from '../../shared/answers.ts'
import { usePageContext } from '../../shared/page-context.ts'
import type { MappedBox } from '../../shared/portal-settings.ts'
import { ListInput } from './ListInput.tsx'
import { boxProperty, boxWith, problemAt } from './settings-draft.ts'

type Props = {
  name: 'optIn' | 'doNotCall'
  boxes: readonly MappedBox[]
  readOnly: boolean
  problems: readonly InputProblem[]
  onChange: (boxes: MappedBox[]) => void
}

/** Of each property of the portal's own: which of its values mean yes, and which no. A checkbox needs none. */
export function BoxValues({ name, boxes, readOnly, problems, onChange }: Props) {
  const { mapping: words } = usePageContext().texts.settings
  return boxes.map((box, index) => {
    const property = boxProperty(box)
    if (property.startsWith('belrecht_')) return null
    const { yes, no } = typeof box === 'string' ? { yes: [], no: [] } : box
    const replace = (next: MappedBox): void => onChange(boxes.map((each) => (each === box ? next : each)))
    const shared = { readOnly, description: words.values[name] }
    const path = `mapping.${name}.${index}`
    return (
      <React.Fragment key={property}>
        <ListInput
          {...shared}
          name={`${name}-${property}-yes`}
          label={words.yes(property)}
          value={yes}
          onChange={(values) => replace(boxWith(property, values, no))}
          {...problemAt(
            problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.yes`)),
            path,
          )}
        />
        <ListInput
          {...shared}
          name={`${name}-${property}-no`}
          label={words.no(property)}
          value={no}
          onChange={(values) => replace(boxWith(property, yes, values))}
          {...problemAt(problems, `${path}.no`)}
        />
      </React.Fragment>
    )
  })
}
