import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { debounce } from '../../src/queue/debounce.ts'

describe('thinned wake-ups', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('go through at once, then at most once per quiet time, and the last one is never lost', () => {
    const rung: string[] = []
    const ring = debounce((key: string) => rung.push(key), 300)
    ring('a')
    expect(rung).toEqual(['a'])
    for (let ms = 0; ms < 1_000; ms += 10) {
      ring('a')
      vi.advanceTimersByTime(10)
    }
    expect(rung).toHaveLength(4)
    vi.advanceTimersByTime(1_000)
    expect(rung).toHaveLength(5)
    vi.advanceTimersByTime(10_000)
    expect(rung).toHaveLength(5)
  })

  it('keep keys apart', () => {
    const rung: string[] = []
    const ring = debounce((key: string) => rung.push(key), 300)
    ring('a')
    ring('b')
    ring('a')
    expect(rung).toEqual(['a', 'b'])
    vi.advanceTimersByTime(300)
    expect(rung).toEqual(['a', 'b', 'a'])
  })

  it('are not held back any longer after a flush, and leave no clockwork', () => {
    const rung: string[] = []
    const ring = debounce((key: string) => rung.push(key), 300)
    ring('a')
    ring('a')
    ring('b')
    ring.flush()
    expect(rung).toEqual(['a', 'b', 'a'])
    expect(vi.getTimerCount()).toBe(0)
  })
})
