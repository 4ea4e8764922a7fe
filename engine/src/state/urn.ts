export const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";
/** Package of dynamic resources. */
export const dynamicPackage = "pulumi-nodejs";
export const dynamicProviderType = "pulumi:providers:pulumi-nodejs";

export interface UrnScope {
  readonly stackName: string;
  readonly projectName: string;
}

/**
 * `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. The stack's type is omitted from the parent types.
 */
export function createUrn(scope: UrnScope, parent: string | undefined, type: string, name: string): string {
  const parentType = parent === undefined ? stackType : qualifiedTypeOf(parent);
  const qualified = parentType === stackType ? type : `${parentType}$${type}`;
  return `urn:pulumi:${scope.stackName}::${scope.projectName}::${qualified}::${name}`;
}

export function stackUrn(scope: UrnScope): string {
  return createUrn(scope, undefined, stackType, `${scope.projectName}-${scope.stackName}`);
}

export function qualifiedTypeOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}

export function typeOf(urn: string): string {
  return qualifiedTypeOf(urn).split("$").at(-1) ?? "";
}

/** Names may contain "::". */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export function isStack(urn: string): boolean {
  return qualifiedTypeOf(urn) === stackType;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

export function providerTypeOf(packageName: string): string {
  return `${providerPrefix}${packageName}`;
}

/** Package of a resource's or function's type token. A provider belongs to its own package. */
export function packageOf(type: string): string {
  return isProviderType(type) ? type.slice(providerPrefix.length) : (type.split(":")[0] ?? "");
}

/** Name of the default provider of a package's version: `default_1_2_0_beta_1` for `1.2.0-beta.1`. */
export function defaultProviderName(version: string | undefined): string {
  return version === undefined ? "default" : `default_${version.replace(/[.+-]/g, "_")}`;
}

/** True for provider resources that the engine creates itself. They are never displayed. */
export function isDefaultProvider(urn: string): boolean {
  return isProviderType(typeOf(urn)) && nameOf(urn).startsWith("default");
}

export function providerReference(urn: string, id: string): string {
  return `${urn}::${id}`;
}

export function urnOfReference(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}

export function idOfReference(reference: string): string {
  return reference.slice(reference.lastIndexOf("::") + "::".length);
}
