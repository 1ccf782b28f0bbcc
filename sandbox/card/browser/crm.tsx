import { useEffect, useState } from 'react'
import { pageContext } from './page-context.ts'

type Properties = Record<string, string | null>
type Person = { toObjectId: number; associationTypes: never[]; properties: Properties }

const EVERY_MS = 1_500

/** Reads from the sandbox at intervals: HubSpot itself notifies a page of changed properties. */
function useSandbox<Answer>(what: string, names: readonly string[], none: Answer) {
  const { portalId, record } = pageContext
  const path = `/portal/${portalId}/extension/${what}?type=${record?.objectTypeId}&id=${record?.objectId}&names=${names.join(',')}`
  const [state, setState] = useState({ answer: none, isLoading: true })
  useEffect(() => {
    let current = true
    const look = async (): Promise<void> => {
      const answer = (await (await fetch(path)).json()) as Answer
      if (!current) return
      setState((before) =>
        !before.isLoading && JSON.stringify(before.answer) === JSON.stringify(answer)
          ? before
          : { answer, isLoading: false },
      )
    }
    void look()
    const timer = setInterval(() => void look(), EVERY_MS)
    return () => {
      current = false
      clearInterval(timer)
    }
  }, [path])
  return { ...state, error: null, isRefetching: false }
}

export function useCrmProperties(names: string[]) {
  const { answer, ...rest } = useSandbox<Properties>('properties', names, {})
  return { ...rest, properties: answer }
}

export function useAssociations({ properties }: { properties: string[] }) {
  const { answer, ...rest } = useSandbox<Person[]>('people', properties, [])
  return { ...rest, results: answer }
}
