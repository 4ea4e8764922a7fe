export const stackType = "pulumi:pulumi:Stack";
const providerPrefix = "pulumi:providers:";
export const dynamicProviderType = "pulumi:providers:pulumi-nodejs";

export interface UrnScope {
  readonly stackName: string;
  readonly projectName: string;
}

/** `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`; the stack does not count as a parent. */
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

/** Names may hold "::" themselves. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

export function isStack(urn: string): boolean {
  return qualifiedTypeOf(urn) === stackType;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

/** Provider resources the engine made by itself: they are never shown. */
export function isDefaultProvider(urn: string): boolean {
  return isProviderType(typeOf(urn)) && nameOf(urn).startsWith("default");
}

export function providerReference(urn: string, id: string): string {
  return `${urn}::${id}`;
}

export function urnOfReference(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}
