import ts from 'typescript'
import { expect, it } from 'vitest'
import { parsed, sourceFiles, textOf } from './sources.ts'

const WIDTH = 120
const FOLDERS = ['src', 'jobs', 'webhooks', 'sandbox', 'demo', 'bench', 'test', 'hubspot-project/src']

/** The lines of a file on which a comment stands, counted from 0. */
function commentLines(file: string): Set<number> {
  const source = parsed(file)
  const lines = new Set<number>()
  const add = ({ pos, end }: ts.CommentRange): void => {
    const first = source.getLineAndCharacterOfPosition(pos).line
    const last = source.getLineAndCharacterOfPosition(end).line
    for (let line = first; line <= last; line += 1) lines.add(line)
  }
  const visit = (node: ts.Node): void => {
    // Texts in JSX look like code and may hold slashes.
    if (!ts.isJsxText(node)) {
      for (const range of ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []) add(range)
      for (const range of ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []) add(range)
    }
    for (const child of node.getChildren(source)) visit(child)
  }
  visit(source)
  return lines
}

it(`comments stand within ${WIDTH} columns`, () => {
  const tooLong = sourceFiles(...FOLDERS).flatMap((file) => {
    const long = textOf(file)
      .split('\n')
      .flatMap((text, line) => (text.length > WIDTH ? [{ text, line }] : []))
    if (long.length === 0) return []
    const comments = commentLines(file)
    return long.flatMap(({ text, line }) => (comments.has(line) ? [`${file}:${line + 1} ${text.length} columns`] : []))
  })
  expect(tooLong).toEqual([])
})
