import { basename } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { parsed, rooms, sourceFiles, tableUnder } from './sources.ts'

const GLOSSARY = 'docs/glossary.md'

/** Names that hold a refused word and are right: somebody else's, public, or a term of the field. */
const ALLOWED: Readonly<Record<string, string>> = {
  announced: 'a field of the answers of /v1, which callers read',
  data: 'a field of what zod parsed, of a BullMQ job, and of a chart of HubSpot',
  dataDir: 'the environment variable DATA_DIR, which is public',
  DATA_DIR: 'the environment variable, which is public',
  showDataLabels: 'a property of a chart of HubSpot',
  dataHostingLocation: "a field of HubSpot's account details",
  additionalData: 'the term of AES-GCM',
  info: "pino's and ioredis's method; a field of OpenAPI",
  service: 'a purpose of calls in the law',
  serviceCalls: 'whether that purpose may be asked',
  keyRing: 'the term of cryptography',
  KeyRing: 'the term of cryptography',
  createKeyRing: 'the term of cryptography',
  lookUp: 'to find by a key: no record is read again',
}

type Refused = { readonly term: string; readonly whole: string | undefined }

function refusedTerms(): Refused[] {
  return tableUnder(GLOSSARY, '## Not used').flatMap(([terms = '']) =>
    terms.split(',').map((cell) => ({ term: cell.trim(), whole: /^`(.+)`$/.exec(cell.trim())?.[1] })),
  )
}

/** The refused term in a name, if any; each name is judged once, however often it stands in the code. */
function refusals(): (name: string) => string | undefined {
  const terms = refusedTerms()
  const known = new Map<string, string | undefined>()
  return (name) => {
    if (!known.has(name)) {
      const words = spoken(name)
      known.set(name, terms.find(({ term, whole }) => (whole ? name === whole : words.includes(` ${term} `)))?.term)
    }
    return known.get(name)
  }
}

/** `lookAgain`, `look-again`, `LOOK_AGAIN` → ` look again `. */
function spoken(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
  return ` ${words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `
}

function namesIn(file: string): { readonly name: string; readonly line: number }[] {
  const source = parsed(file)
  const names: { name: string; line: number }[] = [{ name: basename(file).replace(/\.tsx?$/, ''), line: 1 }]
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
      names.push({ name: node.text, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

describe('the glossary', () => {
  it('has an entry for every room', () => {
    const entries = tableUnder(GLOSSARY, '## Rooms').map(([room = '']) => room.replaceAll('`', ''))
    expect(entries).toEqual(rooms())
  })

  it('gives each word one meaning', () => {
    const headings = ['## Who and what', '## Facts and proof', '## Law and verdict', '## From HubSpot and back']
    const words = [...headings, '## Work and time', '## Defined, not built yet'].flatMap((heading) =>
      tableUnder(GLOSSARY, heading).map(([word]) => word),
    )
    expect(words.filter((word, index) => words.indexOf(word) < index)).toEqual([])
  })

  it('refuses its old words as names', () => {
    expect(refusedTerms().length).toBeGreaterThan(40)
    const refused = refusals()
    const found = sourceFiles('src', 'jobs', 'webhooks', 'hubspot-project/src').flatMap((file) =>
      namesIn(file).flatMap(({ name, line }) => {
        const term = Object.hasOwn(ALLOWED, name) ? undefined : refused(name)
        return term ? [`${file}:${line} ${name} (${term})`] : []
      }),
    )
    expect(found).toEqual([])
  })

  it('reads names as people do', () => {
    const refused = refusals()
    expect(refused('look-now')).toBe('look')
    expect(refused('RELOOK_AFTER_MS')).toBe('relook')
    expect(refused('isPassing')).toBe('is passing')
    expect(refused('Judged')).toBe('`Judged`')
    expect(refused('JudgedContact')).toBeUndefined()
    expect(refused('outlook')).toBeUndefined()
    expect(refused('string')).toBeUndefined()
  })
})
