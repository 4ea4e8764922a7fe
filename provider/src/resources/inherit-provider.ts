import * as pulumi from "@pulumi/pulumi";

/** Key of {@link Provider} in the option `providers` of components. */
export const providerKey = "whatsapp";

/** Package of every dynamic resource and its providers in type tokens and states. */
export const dynamicPackage = "pulumi-nodejs";

/**
 * Returns options with the provider of the resource: its own, or the one that its parents pass on under the key `whatsapp`. The SDK
 * itself looks for the key `pulumi-nodejs`, the package of all dynamic resources. Throws if the provider belongs to another package.
 */
export function inheritProvider(subject: string, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const parent = opts.parent ?? pulumi.runtime.getStackResource();
  const provider = opts.provider ?? parent?.getProvider(`${providerKey}:index:Provider`);
  requireNoProviders(subject, opts);
  if (parent !== undefined) requireNoDynamicKey(subject, parent);
  if (provider !== undefined) {
    requireDynamic(subject, provider);
    return { ...opts, provider };
  }
  if (parent !== undefined) requireKey(subject, parent);
  return opts;
}

/** Rejects providers of other packages, which a component's options may contain: the engine would send the resource to them. */
function requireDynamic(subject: string, provider: unknown): void {
  const type = pulumi.Resource.isInstance(provider) ? pulumi.resourceType(provider) : undefined;
  if (type === `pulumi:providers:${dynamicPackage}`) return;
  const given = type === undefined ? "no provider" : `of type ${type}`;
  throw new pulumi.RunError(
    `${subject}: its provider is ${given}. Set the option provider to a whatsapp.Provider, or set only the option parent, and give the parent providers: { ${providerKey}: ... }.`,
  );
}

/** Rejects `providers` on a resource, which a transformation may set: the SDK ignores it there. */
function requireNoProviders(subject: string, opts: pulumi.CustomResourceOptions): void {
  if ((Reflect.get(opts, "providers") ?? undefined) === undefined) return;
  throw new pulumi.RunError(
    `${subject}: the option providers is for components. Set provider on a resource, also in a transformation.`,
  );
}

/** Rejects a `whatsapp.Provider` under the key of all dynamic resources: unrelated ones would get its token and configuration. */
function requireNoDynamicKey(subject: string, parent: pulumi.Resource): void {
  const providers: unknown = Reflect.get(parent, "__providers");
  if (typeof providers !== "object" || providers === null) return;
  if (!isWhatsAppProvider(Reflect.get(providers, dynamicPackage))) return;
  throw new pulumi.RunError(
    `${subject}: its parent has a whatsapp.Provider under the key "${dynamicPackage}", which gives its token to every dynamic resource below. Set providers: { ${providerKey}: ... } instead.`,
  );
}

/** Rejects a `whatsapp.Provider` under another key: the resource would be created in the default account. */
function requireKey(subject: string, parent: pulumi.Resource): void {
  const providers: unknown = Reflect.get(parent, "__providers");
  if (typeof providers !== "object" || providers === null) return;
  const misplaced = Object.entries(providers).find(
    ([key, value]) => key !== dynamicPackage && isWhatsAppProvider(value),
  );
  if (misplaced === undefined) return;
  throw new pulumi.RunError(
    `${subject}: its parent has a whatsapp.Provider under the key ${JSON.stringify(misplaced[0])}, which no resource uses. Set providers: { ${providerKey}: ... } instead, or the option provider of the resource.`,
  );
}

/** True for a `whatsapp.Provider`, even one of another copy of this package. */
function isWhatsAppProvider(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const getPackage: unknown = Reflect.get(value, "getPackage");
  return typeof getPackage === "function" && Reflect.apply(getPackage, value, []) === providerKey;
}
