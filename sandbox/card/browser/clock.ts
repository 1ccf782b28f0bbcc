import { pageContext } from './page-context.ts'

/** Lets a page read the sandbox's business time: a card judges by today, and here today can be moved. */
export function followBusinessClock(): void {
  const { offsetMs } = pageContext
  const Real = globalThis.Date
  globalThis.Date = new Proxy(Real, {
    construct: (target, args: [], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [Real.now() + offsetMs] : args, newTarget) as Date,
    get: (target, key) => (key === 'now' ? () => Real.now() + offsetMs : Reflect.get(target, key)),
  })
}
