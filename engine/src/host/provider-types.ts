import type { PropertyMap } from "../state";

/** Abilities that a provider announces in its handshake or, without one, when it is configured. */
export interface ProviderFeatures {
  /** Accepts secrets. Otherwise they are sent unmarked. */
  readonly secrets: boolean;
  /** Plans creates and updates in previews. */
  readonly previews: boolean;
}
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}
export interface CheckedInputs {
  readonly inputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}
export interface InvokeResult {
  readonly outputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}
export interface PropertyDiff {
  readonly kind: "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";
  /** True if inputs were compared, false if outputs were. */
  readonly inputDiff: boolean;
}
/** Property diffs by property path. */
export type DetailedDiff = Readonly<Record<string, PropertyDiff>>;
export interface ResourceDiff {
  readonly changes: "unknown" | "none" | "some";
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Set if the provider sent it, or if the engine computed the diff. */
  readonly detailedDiff?: DetailedDiff;
  /** Reason why the diff is a guess. */
  readonly warning?: string;
}
export interface ResourceRef {
  readonly urn: string;
  readonly id: string;
}
export interface OldValues {
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}
export interface ReadState {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly inputs: PropertyMap | undefined;
}
