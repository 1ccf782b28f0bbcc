import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, rooms, textOf } from './sources.ts'

const OTHERS = ['bench', 'demo', 'docs', 'hubspot-project', 'jobs', 'sandbox', 'src', 'test', 'webhooks']
const ROOMS = [...rooms().map((room) => `src/${room}`), 'src/permission/conduct']

describe('every room and top folder', () => {
  it('has a README', () => {
    expect([...OTHERS, ...ROOMS].filter((folder) => !existsSync(join(ROOT, folder, 'README.md')))).toEqual([])
  })

  it('opens with its own name and what lives there', () => {
    const wrong = [...OTHERS, ...ROOMS].filter((folder) => !textOf(`${folder}/README.md`).startsWith(`# ${folder}: `))
    expect(wrong).toEqual([])
  })

  it.each(ROOMS)('%s says what it may import', (room) => {
    expect(textOf(`${room}/README.md`)).toMatch(/May import:|Imports nothing/)
  })
})
