import { useCallback, useEffect, useRef, useState } from 'react'
import type { Outcome } from './outcome.ts'

export type Called<Answer> = {
  /** The newest answer, kept while a later call fails: better an old answer that says so than none. */
  answer: Answer | null
  /** Why the newest call gave no answer. */
  failure: Exclude<Outcome<Answer>, { kind: 'answer' }> | null
  loading: boolean
  reload: () => void
  replace: (answer: Answer) => void
}

/**
 * Calls once `key` is not null, and again whenever it changes.
 * An answer that comes after a newer call began is dropped.
 */
export function useCall<Answer>(call: () => Promise<Outcome<Answer>>, key: string | null): Called<Answer> {
  const [round, setRound] = useState(0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [failure, setFailure] = useState<Called<Answer>['failure']>(null)
  const [loading, setLoading] = useState(true)
  // `call` is a new function at every render; `key` says what it asks.
  const newest = useRef(call)
  newest.current = call
  const asked = key === null ? null : `${round} ${key}`
  useEffect(() => {
    if (asked === null) return
    let current = true
    setLoading(true)
    void newest.current().then((outcome) => {
      if (!current) return
      setLoading(false)
      if (outcome.kind === 'answer') setAnswer(outcome.answer)
      setFailure(outcome.kind === 'answer' ? null : outcome)
    })
    return () => {
      current = false
    }
  }, [asked])
  const replace = useCallback((next: Answer) => {
    setAnswer(next)
    setFailure(null)
  }, [])
  return { answer, failure, loading, reload: () => setRound((count) => count + 1), replace }
}
