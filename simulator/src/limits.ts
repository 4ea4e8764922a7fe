/** Limits of one request, so that it cannot block others. Requests beyond them are refused. */
export const limits = {
  /** Bytes of a body on the Graph port. */
  graphBodyBytes: 1024 * 1024,
  /** Bytes of a body on the control port, where seeds can be large. */
  controlBodyBytes: 4 * 1024 * 1024,
  /** Levels of JSON, of `a[b][c]` in a parameter's name and of `a{b{c}}` in `fields`. */
  depth: 64,
  /** Objects, lists and values of one JSON text on the Graph port. */
  graphJsonValues: 10_000,
  /** The same on the control port. */
  controlJsonValues: 50_000,
  /** Words, signs and line ends of a YAML text on the control port. */
  yamlTokens: 50_000,
  /** Digits of one integer in an order. */
  integerDigits: 1_000,
  /** Parameters of a query, parameters of a form, and parts of a multipart body. */
  parameters: 1_000,
  /** Characters of a request target, or of `relative_url` in a batch. Node allows 16 KiB for all headers together. */
  targetLength: 16_384,
  /** Characters of `fields`. */
  fieldsLength: 16_384,
  /** Names in `fields`, those in braces included. */
  fields: 500,
  /** Fault rules that the control API accepts in total. */
  faultRules: 1_000,
  /** Deliveries per request to the control API. */
  deliveries: 1_000,
  /** Calls that one event of the control API contains; the newest ones. */
  eventCalls: 5_000,
  /** Deliveries in one event. */
  eventDeliveries: 1_000,
} as const;

/** Formats a number for error messages: `1,048,576`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
