import type { BarChartProps, StatisticsItemProps, StatisticsProps } from '@hubspot/ui-extensions'

export const Statistics = ({ children }: StatisticsProps) => <dl className="ui-statistics">{children}</dl>

export const StatisticsItem = ({ label, number, testId }: StatisticsItemProps) => (
  <div data-test-id={testId}>
    <dt>{label}</dt>
    <dd>{typeof number === 'number' ? number.toLocaleString() : number}</dd>
  </div>
)

/** Bars as a list with meters, so that they can be read as well as seen. */
export function BarChart({ data, axes }: BarChartProps) {
  const rows = Array.isArray(data) ? data : data.data
  const most = Math.max(1, ...rows.map((row) => Number(row[axes.y.field])))
  return (
    <ul className="ui-bars">
      {rows.map((row) => (
        <li key={String(row[axes.x.field])}>
          <span>{row[axes.x.field]}</span>
          <meter min={0} max={most} value={Number(row[axes.y.field])} aria-label={String(row[axes.x.field])} />
          <b>{row[axes.y.field]}</b>
        </li>
      ))}
    </ul>
  )
}
