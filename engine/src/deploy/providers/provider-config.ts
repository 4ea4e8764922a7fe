import type { ConfigValue, PropertyMap } from "../../state";
import { makeSecretValue } from "../../state/property-value";
import { dynamicPackage } from "../../state/urn";

export type StackConfig = Readonly<Record<string, ConfigValue>>;

/** Inputs of a package's default provider: its settings or, for dynamic resources, the whole configuration. */
export function defaultProviderConfig(config: StackConfig, packageName: string): PropertyMap {
  const all = configProperties(config);
  if (packageName === dynamicPackage) return all;
  const prefix = `${packageName}:`;
  const own = Object.entries(all).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** The stack's configuration with secrets marked. */
export function configProperties(config: StackConfig): PropertyMap {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [
      key,
      isSecret ? makeSecretValue(value) : value,
    ]),
  );
}

/** Configuration with secrets masked, for the prelude event. */
export function maskedConfig(config: StackConfig): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [key, isSecret ? "[secret]" : value]),
  );
}
