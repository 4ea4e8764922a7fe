import { readFile } from "node:fs/promises";
import { parseJson, type Json } from "../json";
import { parseValue } from "../parse-value";
import { parseYaml } from "../yaml";
import type { SeedData } from "./seed-data";
import { seedData } from "./seed-schemas";

/** Reads a seed file: JSON if its name ends in `.json`, otherwise YAML. Throws an error that names every problem. */
export async function readSeedFile(file: string): Promise<SeedData> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown error";
    throw new Error(code === "ENOENT" ? `${file} does not exist.` : `${file} cannot be read (${code}).`);
  });
  // An empty file, or one with comments only, adds nothing.
  return parseValue(seedData, (file.endsWith(".json") ? readJson(text) : parseYaml(text, "the seed")) ?? {}, "the seed");
}

function readJson(text: string): Json {
  const parsed = parseJson(text, Infinity);
  if (!parsed.ok) throw new TypeError(`the seed ${parsed.reason}`);
  return parsed.value;
}
