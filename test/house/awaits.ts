import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ESLint } from 'eslint'
import ts from 'typescript'

/** A statement that is nothing but an await: what a slip of the hand can lose without any value going missing. */
export type Await = { readonly file: string; readonly line: number; readonly text: string; readonly without: string }

const ROOT = join(import.meta.dirname, '..', '..')

/** Every statement-level await under these folders, each with its file's text without it. */
export function statementAwaits(folders: readonly string[]): Await[] {
  const files = execFileSync('git', ['ls-files', '--', ...folders], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n')
  return files.filter((file) => file.endsWith('.ts')).flatMap(awaitsIn)
}

function awaitsIn(file: string): Await[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: Await[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isAwaitExpression(node.expression)) {
      const from = node.expression.getStart()
      const rest = text.slice(node.expression.expression.getStart())
      // A statement that begins with a bracket would go on with the line before: Biome puts the semicolon.
      const without = text.slice(0, from) + (rest.startsWith('(') ? ';' : '') + rest
      const line = source.getLineAndCharacterOfPosition(from).line + 1
      found.push({ file, line, text: node.getText(), without })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Does `npm run check` see that this await is gone? Asked of ESLint with the project's own rules. */
export function promiseCheck(): (gone: Await) => Promise<boolean> {
  const eslint = new ESLint({ cwd: ROOT })
  return async ({ file, without }) => {
    const [result] = await eslint.lintText(without, { filePath: join(ROOT, file) })
    return (result?.errorCount ?? 0) > 0
  }
}

/** Also handled without an await: the expression catches its failure itself, or settles to say whether it failed. */
export function handlesItself({ text }: Pick<Await, 'text'>): boolean {
  return /\.catch\(|Promise\.allSettled\(/.test(text)
}

if (process.argv[1] === import.meta.filename) {
  const sees = promiseCheck()
  const awaits = statementAwaits(['src', 'webhooks', 'jobs'])
  let seen = 0
  const unseen: Await[] = []
  for (const [index, one] of awaits.entries()) {
    if (await sees(one)) seen += 1
    else unseen.push(one)
    if (process.stderr.isTTY) process.stderr.write(`\r${index + 1} of ${awaits.length}`)
  }
  const missed = unseen.filter((one) => !handlesItself(one))
  for (const one of unseen)
    process.stdout.write(
      `${missed.includes(one) ? 'MISSED' : 'handled'} ${one.file}:${one.line} ${one.text.split('\n')[0]}\n`,
    )
  process.stdout.write(
    `${JSON.stringify({ awaits: awaits.length, seen, handled: unseen.length - missed.length, missed: missed.length })}\n`,
  )
  process.exitCode = missed.length > 0 ? 1 : 0
}
