import * as pulumi from "@pulumi/pulumi";

/** Describes what changes of a resource's arguments do, for warnings about the option `replaceOnChanges`. */
export interface Replacement {
  /** Arguments whose change makes a new resource in any case. */
  readonly replaced: readonly string[];
  /** True where nothing that Meta sees changes in place. */
  readonly isComplete: boolean;
  /** Describes what happens instead of a replacement, and what to do. */
  readonly advice: string;
}

/**
 * Warns about paths of the option `replaceOnChanges` that do nothing. Pulumi compares them with the properties that a provider says
 * have changed, and a dynamic provider cannot say so: only its own `diff` replaces.
 */
export function warnAboutReplaceOnChanges(
  resource: pulumi.CustomResource,
  { replaceOnChanges = [], id }: pulumi.CustomResourceOptions,
  replacement: pulumi.Input<Replacement>,
): void {
  if (replaceOnChanges.length === 0 || id !== undefined) return;
  // A log entry waits for the URN and delays later ones, and that of a failed registration never comes.
  pulumi.all([resource.urn, replacement]).apply(([, { replaced, isComplete, advice }]) => {
    const idle = replaceOnChanges.filter((path) => !hasEffect(path, replaced, isComplete));
    if (idle.length === 0) return undefined;
    const what = `The option replaceOnChanges: ${JSON.stringify(idle)} has no effect`;
    return pulumi.log.warn(
      `${what}: Pulumi does not learn which arguments of a dynamic resource change. ${advice}`,
      resource,
    );
  });
}

/** Returns the key that a property path begins with. */
export function rootOf(path: string): string | undefined {
  const [, quoted, plain] = /^\.?(?:\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+))/.exec(path) ?? [];
  return quoted ?? plain;
}

/** `#initerror` is about a creation that did not end well, which Pulumi knows by itself. */
function hasEffect(path: string, replaced: readonly string[], isComplete: boolean): boolean {
  const key = rootOf(path);
  return key === "*" ? isComplete : key === "#initerror" || (key !== undefined && replaced.includes(key));
}
