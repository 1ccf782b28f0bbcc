import { inspect } from 'node:util'

/** A value that cannot be printed by accident: in logs, JSON, templates and `util.inspect` it reads `[secret]`. */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** Only at the moment of use; the text it returns is no longer protected. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
