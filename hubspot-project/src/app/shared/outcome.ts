import type { InputProblem } from './answers.ts'

/**
 * How a call to our service ended. `refused`: it answered no, and says why; `unreachable`: no answer, or it is in
 * trouble.
 */
export type Outcome<Answer> =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'refused'; status: number; code: string; detail: string; problems: InputProblem[] }
  | { kind: 'unreachable' }

type Reply = { ok: boolean; status: number; json: () => Promise<unknown> }

/**
 * Reads a reply; an error is `application/problem+json`. Throws for nothing: a page must always have something to show.
 */
export async function outcomeOf<Answer>(call: () => Promise<Reply>): Promise<Outcome<Answer>> {
  try {
    const reply = await call()
    if (reply.status === 204) return { kind: 'answer', answer: null as Answer }
    if (reply.ok) return { kind: 'answer', answer: (await reply.json()) as Answer }
    // 429 comes from HubSpot itself when an account calls too much at once; waiting mends it, as it does a 5xx.
    if (reply.status >= 500 || reply.status === 429) return { kind: 'unreachable' }
    return refusal(reply.status, await reply.json().catch(() => null))
  } catch {
    return { kind: 'unreachable' }
  }
}

function refusal(status: number, body: unknown): Extract<Outcome<never>, { kind: 'refused' }> {
  const problem = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const problems = Array.isArray(problem.problems) ? (problem.problems as InputProblem[]) : []
  return { kind: 'refused', status, code: text(problem.code), detail: text(problem.detail), problems }
}
