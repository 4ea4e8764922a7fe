/** The `config` section of Pulumi.yaml: `key: value`, or `key: { type, description, default | value, secret }`. */
import { StateError } from "./state-error";
import { isRecord, type JsonRecord } from "./json";
import type { ProjectConfigEntry } from "./stack-state";
import { configText } from "./yaml";

const longFormKeys: readonly string[] = ["type", "description", "default", "value", "secret", "items"];
type ConfigType = NonNullable<ProjectConfigEntry["type"]>;
const configTypes: readonly ConfigType[] = ["string", "boolean", "integer", "number", "array", "object"];

export function projectConfigEntries(
  section: JsonRecord,
  projectName: string,
  fileName: string,
): Readonly<Record<string, ProjectConfigEntry>> {
  const entries = Object.entries(section).map(([key, value]): [string, ProjectConfigEntry] => [
    normalizeKey(key, projectName),
    isLongForm(value) ? longForm(value, `${fileName}: config.${key}`) : { default: configText(value), secret: false },
  ]);
  return Object.fromEntries(entries);
}

/** Normalizes `key` to `<project>:key`, and the old form `namespace:config:key` to `namespace:key`. */
export function normalizeKey(key: string, projectName: string): string {
  const parts = key.split(":");
  if (parts.length === 1 && key !== "") return `${projectName}:${key}`;
  const [namespace = "", middle = "", last = ""] = parts;
  if (parts.length === 2 && namespace !== "" && middle !== "") return key;
  if (parts.length === 3 && namespace !== "" && middle === "config" && last !== "") return `${namespace}:${last}`;
  throw new StateError(
    "configKey",
    `invalid configuration key ${JSON.stringify(key)}: expected name or namespace:name`,
  );
}

function isLongForm(value: unknown): value is JsonRecord {
  if (!isRecord(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => longFormKeys.includes(key));
}

function longForm(value: JsonRecord, location: string): ProjectConfigEntry {
  const type = value["type"] === undefined ? undefined : typeOf(value["type"], location);
  const preset: unknown = value["default"] ?? value["value"];
  const secret: unknown = value["secret"] ?? false;
  if (typeof secret !== "boolean") throw new StateError("config", `${location}.secret: expected true or false.`);
  const entry: ProjectConfigEntry = {
    secret,
    ...(type === undefined ? {} : { type }),
    ...(preset === undefined ? {} : { default: configText(preset) }),
  };
  if (entry.default !== undefined) requireType(entry, entry.default, location);
  return entry;
}

function typeOf(value: unknown, location: string): ConfigType {
  const type = configTypes.find((known) => known === value);
  if (type === undefined) {
    throw new StateError("config", `${location}.type: expected one of ${configTypes.join(", ")}.`);
  }
  return type;
}

/** Throws if a value does not have the type of its project entry. */
export function requireType(entry: ProjectConfigEntry, text: string, location: string): void {
  if (entry.type === undefined || hasType(entry.type, text)) return;
  throw new StateError("config", `${location}: expected a value of type ${entry.type}.`);
}

function hasType(type: ConfigType, text: string): boolean {
  switch (type) {
    case "string":
      return true;
    case "boolean":
      return text === "true" || text === "false";
    case "integer":
      return /^[+-]?\d+$/.test(text);
    case "number":
      return text.trim() !== "" && Number.isFinite(Number(text));
    case "array":
      return Array.isArray(parseJsonOrUndefined(text));
    case "object":
      return isRecord(parseJsonOrUndefined(text));
    default: {
      const never: never = type;
      return never;
    }
  }
}

function parseJsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
