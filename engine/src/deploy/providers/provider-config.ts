import type { ConfigValue, PropertyMap } from "../../state";
import { makeSecretValue } from "../../state/property-value";

/** Inputs of the default provider: the whole configuration of the stack. */
export function defaultProviderConfig(config: Readonly<Record<string, ConfigValue>>): PropertyMap {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [
      key,
      isSecret ? makeSecretValue(value) : value,
    ]),
  );
}

/** Configuration with secrets masked, for the prelude event. */
export function maskedConfig(config: Readonly<Record<string, ConfigValue>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [key, isSecret ? "[secret]" : value]),
  );
}
