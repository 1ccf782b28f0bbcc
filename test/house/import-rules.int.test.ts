import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser'
import { afterAll, describe, expect, it } from 'vitest'

type Room = { readonly may: readonly string[]; readonly packages?: readonly string[] }

const ROOT = join(import.meta.dirname, '..', '..')
const require = createRequire(import.meta.url)
const { ROOMS } = require('../../.dependency-rooms.cjs') as { ROOMS: Readonly<Record<string, Room>> }
const { forbidden } = require('../../.dependency-cruiser.cjs') as {
  forbidden: IForbiddenRuleType[]
}

const folder = await mkdtemp(join(tmpdir(), 'belrecht-rules-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const isFile = (room: string) => room.endsWith('.ts')
/** A file in the room that imports nothing, for others to import. */
const target = (room: string) => (isFile(room) ? room : `${room}/target.ts`)

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), text)
}

function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

/** Every import in a house of stubs, as the rules see it: `from → to` of each that is refused. */
async function refusals(imports: readonly (readonly [from: string, to: string])[]): Promise<Set<string>> {
  for (const room of Object.keys(ROOMS)) await write(target(room), 'export const here = true\n')
  for (const [from, to] of imports)
    await write(from, `import { here } from '${specifier(from, to)}'\nexport const there = here\n`)
  const { output } = await cruise(['.'], {
    ruleSet: { forbidden },
    validate: true,
    baseDir: folder,
    tsPreCompilationDeps: true,
  })
  const { summary } = output as ICruiseResult
  return new Set(summary.violations.map(({ from, to }) => `${from} → ${to}`))
}

describe('the import rules', () => {
  it('cover every room and loose file there is', async () => {
    const inside = (await readdir(join(ROOT, 'src'), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.ts'))
      .map(({ name }) => `src/${name}`)
    expect(Object.keys(ROOMS)).toEqual(
      expect.arrayContaining([...inside, 'webhooks', 'jobs', 'hubspot-project/src/app']),
    )
    for (const room of Object.keys(ROOMS)) expect(existsSync(join(ROOT, room)), room).toBe(true)
  })

  it('let through what a room lists, and refuse every other import between rooms', async () => {
    const rooms = Object.keys(ROOMS).filter((room) => !isFile(room))
    const pairs = rooms.flatMap((from) =>
      Object.keys(ROOMS)
        .filter((to) => to !== from && !to.startsWith(`${from}/`) && !from.startsWith(`${to}/`))
        .map((to, index) => ({ from: `${from}/importer-${index}.ts`, room: from, to })),
    )
    const refused = await refusals(pairs.map(({ from, to }) => [from, target(to)]))
    const listed = ({ room, to }: { room: string; to: string }) =>
      (ROOMS[room]?.may ?? []).some((allowed) => to === allowed || to.startsWith(`${allowed}/`))
    for (const pair of pairs)
      expect(
        `${pair.room} → ${pair.to}: ${refused.has(`${pair.from} → ${target(pair.to)}`) ? 'refused' : 'let through'}`,
      ).toBe(`${pair.room} → ${pair.to}: ${listed(pair) ? 'let through' : 'refused'}`)
  })

  it.each([
    ['src/store/tasks/x.ts', 'hubspot-project/src/app/target.ts'],
    ['src/manifest/project/x.ts', 'src/events/target.ts'],
    ['hubspot-project/src/app/cards/x.ts', 'src/permission/target.ts'],
    ['src/card/x.ts', 'src/queue/target.ts'],
    ['src/night/x.ts', 'jobs/target.ts'],
    ['src/config.ts', 'src/store/target.ts'],
    ['src/commands/x.ts', 'webhooks/target.ts'],
  ])('refuse %s → %s', async (from, to) => {
    expect([...(await refusals([[from, to]]))]).toContain(`${from} → ${to}`)
  })

  it.each(Object.entries(ROOMS).flatMap(([room, { packages }]) => (packages ? [room] : [])))(
    'refuse the file system, the clock of Node and a framework in %s, which is pure',
    async (room) => {
      const from = `${room}/impure.ts`
      await write(from, `import 'node:fs'\nimport 'node:timers/promises'\nimport 'express'\n`)
      const { output } = await cruise([from], {
        ruleSet: { forbidden },
        validate: true,
        baseDir: folder,
        tsPreCompilationDeps: true,
      })
      const refused = (output as ICruiseResult).summary.violations.filter(({ rule }) => rule.name === `${room}-is-pure`)
      expect(refused.map(({ to }) => to).sort()).toEqual(['express', 'fs', 'timers/promises'])
    },
  )
})
