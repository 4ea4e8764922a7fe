import { quotedKey } from "./failures";
import { editDistance, nearestName } from "./nearest-name";
import { environmentName, settingNames } from "./settings";

const namespace = "whatsapp";
const names: readonly string[] = settingNames;

/** Variables of webhook receivers (docs and examples), not of the provider; and the date of tests. */
const otherVariables = ["WHATSAPP_VERIFY_TOKEN", "WHATSAPP_ADS_FILE", "WHATSAPP_PLATFORM_DATE"];

/**
 * Warns about configuration keys that look like settings but are none. Values are ignored.
 *
 * @param keys `namespace:name`, as Pulumi stores them.
 * @param projectName Its namespace is the program's own.
 */
export function unreadConfigurationKeys(keys: readonly string[], projectName: string): readonly string[] {
  return keys.flatMap((key) => unreadKey(key, projectName) ?? []);
}

function unreadKey(key: string, projectName: string): string | undefined {
  const [space = "", ...rest] = key.split(":");
  const name = rest.join(":");
  const what = `configuration key ${printable(key)}`;
  const isSetting = names.includes(name);
  if (space !== namespace) {
    return isSetting && isMisspelt(space, projectName) ? unread(what, didYouMean(`${namespace}:${name}`)) : undefined;
  }
  if (isSetting) return undefined;
  const nearest = nearestName(name, names);
  if (nearest !== undefined) return unread(what, didYouMean(`${namespace}:${nearest}`));
  return projectName === namespace ? undefined : unread(what, ` Its settings are ${names.join(", ")}.`);
}

function isMisspelt(space: string, projectName: string): boolean {
  return (
    space !== projectName &&
    (editDistance(space.toLowerCase(), namespace) <= 2 || space.toLowerCase().includes(namespace))
  );
}

/** Warns about environment variables that look like settings but are none. Empty variables are ignored. */
export function unreadVariables(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const known = settingNames.map(environmentName);
  return Object.keys(environment)
    .filter((name) => /^WHATSAPP_/i.test(name) && ![...known, ...otherVariables].includes(name))
    .filter((name) => environment[name]?.trim() !== "")
    .sort()
    .map((name) => {
      const nearest = nearestVariable(name, known);
      return unread(`environment variable ${printable(name)}`, nearest === undefined ? "" : didYouMean(nearest));
    });
}

/** Compares without the prefix, which is a large part of each name. */
function nearestVariable(name: string, known: readonly string[]): string | undefined {
  const withoutPrefix = (text: string): string => text.slice("WHATSAPP_".length);
  const nearest = nearestName(withoutPrefix(name), known.map(withoutPrefix));
  return nearest && `WHATSAPP_${nearest}`;
}

function unread(what: string, hint: string): string {
  return `pulumi-whatsapp does not read the ${what}.${hint}`;
}

function didYouMean(name: string): string {
  return ` Did you mean ${name}?`;
}

function printable(name: string): string {
  return /^[\w:.-]{1,80}$/.test(name) ? name : quotedKey(name);
}
