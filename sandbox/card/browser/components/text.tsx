import type {
  DescriptionListItemProps,
  DescriptionListProps,
  HeadingProps,
  LinkProps,
  ListProps,
  StatusTagProps,
  TextProps,
} from '@hubspot/ui-extensions'
import { Children } from 'react'

export const Text = ({ children, variant = 'bodytext', format = {}, testId }: TextProps) => {
  const { fontWeight = 'regular', italic = false, lineDecoration = 'none' } = format
  const look = `ui-text ui-${variant} ui-${fontWeight} ui-line-${lineDecoration}${italic ? ' ui-italic' : ''}`
  return (
    <p className={look} data-test-id={testId}>
      {children}
    </p>
  )
}

export const Heading = ({ children }: HeadingProps) => <h2 className="ui-heading">{children}</h2>

export function Link({ href, children }: LinkProps) {
  const url = typeof href === 'string' ? href : href.url
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {children}
    </a>
  )
}

export function List({ children, variant = 'unordered' }: ListProps) {
  const items = Children.map(children, (child) => <li>{child}</li>)
  return variant.startsWith('ordered') ? <ol className="ui-list">{items}</ol> : <ul className="ui-list">{items}</ul>
}

export const StatusTag = ({ children, variant = 'default', hollow = false, testId }: StatusTagProps) => (
  <span className={`ui-tag ui-tag-${variant}${hollow ? ' ui-hollow' : ''}`} data-test-id={testId}>
    {children}
  </span>
)

export const DescriptionList = ({ children, direction = 'column' }: DescriptionListProps) => (
  <dl className={`ui-dl ui-dl-${direction}`}>{children}</dl>
)

export const DescriptionListItem = ({ label, children }: DescriptionListItemProps) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)
