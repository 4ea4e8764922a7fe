import type { PropertyMap } from "../state";

/** One resource to take into the state, everything about it checked that can be checked without the state. */
export interface ResourceImport {
  readonly urn: string;
  readonly type: string;
  /** Undefined for a component. */
  readonly id: string | undefined;
  /** URN; without one it is a child of the stack. */
  readonly parent: string | undefined;
  /** URN; without one the default provider. */
  readonly provider: string | undefined;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}
