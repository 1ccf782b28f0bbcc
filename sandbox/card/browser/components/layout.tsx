import type { AccordionProps, AutoGridProps, FlexProps, TileProps } from '@hubspot/ui-extensions'
import { useId, useState } from 'react'

export const Flex = ({
  children,
  direction = 'row',
  gap = 'flush',
  align = 'stretch',
  justify = 'start',
  wrap,
}: FlexProps) => (
  <div
    className={`ui-flex ui-${direction} ui-gap-${gap} ui-align-${align} ui-justify-${justify}${wrap ? ' ui-wrap' : ''}`}
  >
    {children}
  </div>
)

export const AutoGrid = ({ children }: AutoGridProps) => <div className="ui-grid">{children}</div>
export const Tile = ({ children }: TileProps) => <section className="ui-tile">{children}</section>

export function Accordion({ title, children, defaultOpen = false, open, onClick, testId }: AccordionProps) {
  const [own, setOwn] = useState(defaultOpen)
  const id = useId()
  const shown = open ?? own
  const toggle = (): void => {
    setOwn(!own)
    onClick?.()
  }
  return (
    <div className="ui-accordion">
      <button type="button" aria-expanded={shown} aria-controls={id} data-test-id={testId} onClick={toggle}>
        {title}
      </button>
      <div id={id} hidden={!shown}>
        {children}
      </div>
    </div>
  )
}
