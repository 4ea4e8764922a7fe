import type { ConfigValue, PropertyMap } from "../../state";
import { makeSecretValue } from "../../state/property-value";

/** The default provider of a dynamic resource is given all configuration of the stack. */
export function defaultProviderConfig(config: Readonly<Record<string, ConfigValue>>): PropertyMap {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [
      key,
      isSecret ? makeSecretValue(value) : value,
    ]),
  );
}

/** For the prelude event. */
export function maskedConfig(config: Readonly<Record<string, ConfigValue>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [key, isSecret ? "[secret]" : value]),
  );
}
