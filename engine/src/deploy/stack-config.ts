import type { ConfigValue, PropertyMap } from "../state";
import { secret } from "./property";

/** The default provider of a dynamic resource is given all configuration of the stack. */
export function defaultConfig(config: Readonly<Record<string, ConfigValue>>): PropertyMap {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [key, isSecret ? secret(value) : value]),
  );
}

/** For the prelude event. */
export function shownConfig(config: Readonly<Record<string, ConfigValue>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret: isSecret }]) => [key, isSecret ? "[secret]" : value]),
  );
}
