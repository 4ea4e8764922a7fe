import * as pulumi from "@pulumi/pulumi";

/** Effect of changed arguments of a resource, for warnings about the option `replaceOnChanges`. */
export interface Replacement {
  /** Arguments whose change always replaces the resource. */
  readonly replaced: readonly string[];
  /** True if every change of an argument that Meta receives replaces the resource. */
  readonly isComplete: boolean;
  /** Text about what happens instead of a replacement, and what to do. */
  readonly advice: string;
}

/**
 * Warns about paths of the option `replaceOnChanges` that have no effect. Pulumi compares them with the changed properties that a
 * provider reports, and a dynamic provider cannot report any: only its own `diff` replaces.
 */
export function warnAboutReplaceOnChanges(
  resource: pulumi.CustomResource,
  { replaceOnChanges = [], id }: pulumi.CustomResourceOptions,
  replacement: pulumi.Input<Replacement>,
): void {
  if (replaceOnChanges.length === 0 || id !== undefined) return;
  // A log entry waits for the URN and delays later entries; after a failed registration the URN never resolves.
  pulumi.all([resource.urn, replacement]).apply(([, { replaced, isComplete, advice }]) => {
    const ineffective = replaceOnChanges.filter((path) => !hasEffect(path, replaced, isComplete));
    if (ineffective.length === 0) return undefined;
    const what = `The option replaceOnChanges: ${JSON.stringify(ineffective)} has no effect`;
    return pulumi.log.warn(
      `${what}: Pulumi does not learn which arguments of a dynamic resource change. ${advice}`,
      resource,
    );
  });
}

/** Returns the first key of a property path; undefined if the path has none. */
export function parseRootKey(path: string): string | undefined {
  const [, quoted, plain] = /^\.?(?:\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+))/.exec(path) ?? [];
  return quoted ?? plain;
}

/** True if Pulumi replaces the resource for a path. `#initerror` is about a failed initialization, which Pulumi itself records. */
function hasEffect(path: string, replaced: readonly string[], isComplete: boolean): boolean {
  const key = parseRootKey(path);
  return key === "*" ? isComplete : key === "#initerror" || (key !== undefined && replaced.includes(key));
}
