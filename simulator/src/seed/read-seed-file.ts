import { readFile } from "node:fs/promises";
import { errorCodeOf } from "../error-code";
import { parseJson, type Json } from "../json";
import { parseValue } from "../parse-value";
import { parseYaml } from "../yaml";
import type { SeedData } from "./seed-data";
import { seedData } from "./seed-schemas";

/** Reads a seed file: JSON if its name ends in `.json`, otherwise YAML. Throws an error that names every problem. */
export async function readSeedFile(file: string): Promise<SeedData> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = errorCodeOf(error) ?? "unknown error";
    throw new Error(code === "ENOENT" ? `${file} does not exist.` : `${file} cannot be read (${code}).`);
  });
  return file.endsWith(".json") ? parseValue(seedData, readJson(text), "the seed") : parseYamlSeed(text);
}

function parseYamlSeed(text: string): SeedData {
  // A file with comments only adds nothing.
  const value = parseYaml(text, "the seed", Infinity) ?? {};
  try {
    return parseValue(seedData, value, "the seed");
  } catch (error) {
    if (!(error instanceof TypeError) || !error.message.includes("must be a string")) throw error;
    throw new TypeError(`${error.message}. In YAML, ids and other numbers that are text need quotes.`);
  }
}

function readJson(text: string): Json {
  const parsed = parseJson(text, Infinity);
  if (!parsed.ok) throw new TypeError(`the seed ${parsed.reason}`);
  return parsed.value;
}
