/** What came back, parsed; `body` is undefined where there was none. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: unknown }
