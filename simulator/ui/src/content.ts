import type { FaultState, Simulator } from "pulumi-whatsapp-simulator";

/** A value as JSON carries it: amounts are text. Objects with any keys stay unknown. */
type Wire<Value> = Value extends bigint
  ? string
  : Value extends object
    ? string extends keyof Value
      ? Readonly<Record<string, unknown>>
      : { readonly [Key in keyof Value]: Wire<Value[Key]> }
    : Value;

/** Response of `GET /state`. */
export type Content = Wire<ReturnType<Simulator["state"]>>;

export type Ad = Content["ads"][number];
export type Sequence = Content["sequences"][number];
export type Person = Content["people"][number];
export type SentMessage = Content["messages"][number];
export type ReceivedMessage = Content["receivedMessages"][number];
export type Order = Content["orders"][number];
export type Fault = Wire<FaultState>;

export interface ClockState {
  /** Simulator's clock minus the browser's, milliseconds. */
  readonly aheadMs: number;
  readonly platformDate: string;
}

/** Finds a text in nested JSON; undefined if a step is missing. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[key] : undefined),
    value,
  );
  return typeof found === "string" ? found : undefined;
}
