import * as pulumi from "@pulumi/pulumi";
import { environmentName, secretSettings, type SettingName } from "../schema/settings";
import { unreadConfigurationKeys, unreadVariables } from "../schema/unread-settings";

/** Stacks whose program has its warnings. A process may run several programs (Automation API). */
const warnedStacks = new WeakSet<object>();
const noStack = {};

/** Warns once in each program about plain-text secrets, and about configuration keys and variables that are not read. */
export function warnAboutConfiguration(): void {
  const stack = pulumi.runtime.getStackResource() ?? noStack;
  if (warnedStacks.has(stack)) return;
  warnedStacks.add(stack);
  const keys = Object.keys(pulumi.runtime.allConfig());
  const warnings = [
    ...secretSettings.flatMap(describePlainSecret),
    ...unreadConfigurationKeys(keys, pulumi.getProject()),
    ...unreadVariables(process.env),
  ];
  for (const warning of warnings) void pulumi.log.warn(warning);
}

/** Warns about a secret that the stack's configuration has in plain text. */
function describePlainSecret(name: SettingName): readonly string[] {
  if (new pulumi.Config("whatsapp").get(name) === undefined) return [];
  // The SDK exports this function, but not in its types. Without it, a secret looks like plain text.
  const isConfigSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  if (typeof isConfigSecret !== "function" || Reflect.apply(isConfigSecret, undefined, [`whatsapp:${name}`]) === true) {
    return [];
  }
  return [
    `whatsapp:${name} is stored in plain text. Store it with \`pulumi config set --secret whatsapp:${name}\`, or use ${environmentName(name)}, and rotate it.`,
  ];
}
