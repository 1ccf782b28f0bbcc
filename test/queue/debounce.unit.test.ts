import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { debounce } from '../../src/queue/debounce.ts'

describe('thinned wake-ups', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('go through at once, then at most once per quiet time, and the last one is never lost', () => {
    const enqueued: string[] = []
    const enqueue = debounce((key: string) => enqueued.push(key), 300)
    enqueue('a')
    expect(enqueued).toEqual(['a'])
    for (let ms = 0; ms < 1_000; ms += 10) {
      enqueue('a')
      vi.advanceTimersByTime(10)
    }
    expect(enqueued).toHaveLength(4)
    vi.advanceTimersByTime(1_000)
    expect(enqueued).toHaveLength(5)
    vi.advanceTimersByTime(10_000)
    expect(enqueued).toHaveLength(5)
  })

  it('keep keys apart', () => {
    const enqueued: string[] = []
    const enqueue = debounce((key: string) => enqueued.push(key), 300)
    enqueue('a')
    enqueue('b')
    enqueue('a')
    expect(enqueued).toEqual(['a', 'b'])
    vi.advanceTimersByTime(300)
    expect(enqueued).toEqual(['a', 'b', 'a'])
  })

  it('are not held back any longer after a flush, and leave no clockwork', () => {
    const enqueued: string[] = []
    const enqueue = debounce((key: string) => enqueued.push(key), 300)
    enqueue('a')
    enqueue('a')
    enqueue('b')
    enqueue.flush()
    expect(enqueued).toEqual(['a', 'b', 'a'])
    expect(vi.getTimerCount()).toBe(0)
  })
})
