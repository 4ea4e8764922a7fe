export const STACK_TYPE = "pulumi:pulumi:Stack";
export const PROVIDER_PREFIX = "pulumi:providers:";
export const DYNAMIC_PROVIDER_TYPE = "pulumi:providers:pulumi-nodejs";

export interface UrnScope {
  readonly stackName: string;
  readonly projectName: string;
}

/** `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`; the stack does not count as a parent. */
export function createUrn(scope: UrnScope, parent: string | undefined, type: string, name: string): string {
  const parentType = parent === undefined ? STACK_TYPE : qualifiedTypeOf(parent);
  const qualified = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${scope.stackName}::${scope.projectName}::${qualified}::${name}`;
}

export function stackUrn(scope: UrnScope): string {
  return createUrn(scope, undefined, STACK_TYPE, `${scope.projectName}-${scope.stackName}`);
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
  return qualifiedTypeOf(urn) === STACK_TYPE;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_PREFIX);
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
