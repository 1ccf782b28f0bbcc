import type { TableCellProps, TableElementProps, TableHeaderProps, TableProps } from '@hubspot/ui-extensions'

export function Table(props: TableProps) {
  const pages = props.paginated === true ? props.pageCount : 1
  const page = props.paginated === true ? (props.page ?? 1) : 1
  const go = (next: number): void => (props.paginated === true ? props.onPageChange(next) : undefined)
  return (
    <div className="ui-table">
      <table>{props.children}</table>
      {pages > 1 ? (
        <nav>
          <button type="button" disabled={page <= 1} onClick={() => go(page - 1)}>
            ‹
          </button>
          {` ${page} / ${pages} `}
          <button type="button" disabled={page >= pages} onClick={() => go(page + 1)}>
            ›
          </button>
        </nav>
      ) : null}
    </div>
  )
}

export const TableHead = ({ children }: TableElementProps) => <thead>{children}</thead>
export const TableBody = ({ children }: TableElementProps) => <tbody>{children}</tbody>
export const TableRow = ({ children, testId }: TableElementProps) => <tr data-test-id={testId}>{children}</tr>
export const TableHeader = ({ children }: TableHeaderProps) => <th scope="col">{children}</th>
export const TableCell = ({ children }: TableCellProps) => <td>{children}</td>
