import type { OpenStackOptions, StackStore } from "./types";

export type * from "./types";

/** Opens (or makes) one stack of a project in a file backend. */
export function openStack(options: OpenStackOptions): Promise<StackStore> {
  return Promise.reject(new Error(`Stack ${options.stackName} cannot be opened yet.`));
}
