/** The file of `--policy-pack-config`: `{ "<policy>": "<level>" | { "enforcementLevel"?: "<level>", ...properties } }`. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { EnforcementLevel, PolicyConfig, PolicyConfigs } from "../host/analyzer-types";
import { errorText, isRecord } from "../state/json";
import type { PropertyMap } from "../state";

const enforcementLevels: readonly EnforcementLevel[] = ["advisory", "mandatory", "remediate", "disabled"];

export async function readConfigFile(baseDir: string, path: string): Promise<PolicyConfigs> {
  const text = await readFile(resolve(baseDir, path), "utf8").catch((error: unknown) => {
    throw new Error(`the policy configuration "${path}" cannot be read: ${errorText(error)}`, { cause: error });
  });
  return parseConfig(text, path);
}

export function parseConfig(text: string, path: string): PolicyConfigs {
  if (text.trim() === "") return {};
  const settings = parseJson(text, path);
  const problems: string[] = [];
  const configs: Record<string, PolicyConfig> = {};
  for (const [name, value] of Object.entries(settings)) {
    try {
      configs[name] = policyConfig(name, value);
    } catch (error) {
      problems.push(errorText(error));
    }
  }
  if (problems.length > 0) throw new Error(`${path}: ${problems.join("; ")}`);
  return Object.fromEntries(Object.entries(configs).filter(([, config]) => !isEmpty(config)));
}

function parseJson(text: string, path: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path}: not valid JSON: ${errorText(error)}`, { cause: error });
  }
  if (!isRecord(value)) throw new Error(`${path}: expected an object with the names of policies.`);
  return value;
}

function policyConfig(name: string, value: unknown): PolicyConfig {
  if (name === "environments") {
    throw new Error('"environments": ESC environments are not supported by file backends; remove the key');
  }
  if (typeof value === "string") return { enforcementLevel: levelOf(name, value), properties: {} };
  if (!isRecord(value)) {
    throw new Error(`parsing "${name}": ${JSON.stringify(value)} is not a valid value; must be a string or object`);
  }
  const { enforcementLevel, ...properties } = value;
  return {
    enforcementLevel: enforcementLevel === undefined ? undefined : levelOf(name, enforcementLevel),
    // Every JSON value is a valid property.
    properties: properties as PropertyMap,
  };
}

function levelOf(name: string, value: unknown): EnforcementLevel {
  const level = enforcementLevels.find((each) => each === value);
  if (level === undefined) {
    const why = typeof value === "string" ? `; expected ${enforcementLevels.join(", ")}` : "; must be a string";
    const shown = JSON.stringify(value);
    throw new Error(`parsing enforcement level for "${name}": ${shown} is not a valid enforcement level${why}`);
  }
  return level;
}

function isEmpty({ enforcementLevel, properties }: PolicyConfig): boolean {
  return enforcementLevel === undefined && Object.keys(properties).length === 0;
}
