export const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";
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
