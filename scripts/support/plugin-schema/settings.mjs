/** Completes the provider's settings with secrets and environment variables, and compares their doc comments with the code. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const {
  accountTokenSettings,
  environmentName,
  parseSettings,
  pluginSettings,
  secretSettings,
} = require("../../../provider/dist/schema/settings.js");

/** @param {Record<string, object>} args Properties of `ProviderArgs`. */
export function settingProperties(args) {
  const defaults = parseSettings({}).settings;
  const entries = pluginSettings.map((name) => {
    const property = args[name];
    if (property === undefined) throw new Error(`ProviderArgs has no ${name}.`);
    requireText(name, property, `Environment: \`${environmentName(name)}\``);
    if (defaults[name] !== undefined) requireDefault(name, property, defaults[name]);
    return [name, { ...property, ...secrecyOf(name), ...environmentOf(name, property) }];
  });
  return Object.fromEntries(entries);
}

function secrecyOf(name) {
  return secretSettings.includes(name) ? { secret: true } : {};
}

/**
 * SDKs read variables as text, a number or a boolean. The plugin itself reads those of lists, and those of account tokens: an SDK would add
 * one of them to another that the program sets.
 */
function environmentOf(name, { type }) {
  if (type === "array" || accountTokenSettings.includes(name)) return {};
  return { defaultInfo: { environment: [environmentName(name)] } };
}

/**
 * The plugin fills in defaults, not the SDKs: a new version of the plugin then changes them without a new SDK. The descriptions name them.
 */
function requireDefault(name, property, value) {
  requireText(name, property, `Default: ${typeof value === "number" ? value : `\`${value}\``}.`);
}

function requireText(name, { description }, text) {
  if (!description.includes(text))
    throw new Error(`The doc comment of ProviderArgs.${name} does not contain "${text}".`);
}
