/** Properties as the engine hands them over. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a create or an adoption came to. */
export interface Created {
  /** Physical id. */
  readonly id: string;
  readonly outs: Properties;
}

/** Takes the hidden handler text off, so that strict parsing does not see it. */
export const withoutHandler = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "__provider"));

export const handlerIn = (properties: Properties): Properties =>
  "__provider" in properties ? { __provider: properties["__provider"] } : {};

export const withoutNulls = (args: Properties): Properties =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
