import * as pulumi from "@pulumi/pulumi";
import { environmentName, secretSettings, type SettingName } from "../schema/settings";
import { unreadConfigurationKeys, unreadVariables } from "../schema/unread-settings";

/** A process may run several programs (Automation API): each has a stack of its own. */
const warnedStacks = new WeakSet<object>();
const withoutStack = {};

/** Warns about the configuration and the environment of this program, once. */
export function warnAboutConfiguration(): void {
  const stack = pulumi.runtime.getStackResource() ?? withoutStack;
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
  // The SDK exports it but leaves it out of its types. Without it, nothing tells a secret from plain text.
  const isConfigSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  if (typeof isConfigSecret !== "function" || Reflect.apply(isConfigSecret, undefined, [`whatsapp:${name}`]) === true) {
    return [];
  }
  return [
    `whatsapp:${name} is stored in plain text. Store it with \`pulumi config set --secret whatsapp:${name}\`, or use ${environmentName(name)}, and rotate it.`,
  ];
}
