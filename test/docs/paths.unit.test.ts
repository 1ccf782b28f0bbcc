import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT, rooms, sourceFiles, textOf } from './sources.ts'

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...markdownBelow('docs', 'src', 'jobs', 'webhooks', 'test'),
]
/** Where a newcomer follows file names; the others may name what was. */
const WALKS = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/runbook.md', 'src/README.md']
const FOLDERS = 'src|jobs|webhooks|test|docs|demo|bench|sandbox|hubspot-project'

function markdownBelow(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => join(folder, path)),
  )
}

it('links of the documentation lead somewhere', () => {
  const broken = PAGES.flatMap((page) =>
    [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].flatMap(([, to = '']) =>
      existsSync(join(ROOT, dirname(page), to)) ? [] : [`${page}: ${to}`],
    ),
  )
  expect(broken).toEqual([])
})

it('files that a newcomer is sent to exist', () => {
  const name = new RegExp(`\`((?:${FOLDERS})/[\\w./-]*)\``, 'g')
  const missing = WALKS.flatMap((page) =>
    [...textOf(page).matchAll(name)].flatMap(([, path = '']) =>
      existsSync(join(ROOT, normalize(path))) || /NAME|YYYY|NNNN/.test(path) ? [] : [`${page}: ${path}`],
    ),
  )
  expect(missing).toEqual([])
})

it.each([...rooms().map((room) => `src/${room}`), 'src/permission/conduct', 'jobs', 'webhooks'])(
  '%s names files that it has',
  (room) => {
    const files = sourceFiles(room)
    const named = [...textOf(`${room}/README.md`).matchAll(/`([\w./-]+\.ts)`/g)].map(([, name = '']) => name)
    const missing = named.filter(
      (name) => !files.some((file) => file.endsWith(`/${name}`)) && !existsSync(join(ROOT, name)),
    )
    expect(missing).toEqual([])
  },
)
