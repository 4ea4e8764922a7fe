import { isObject, parseJson } from "../json";
import type { SeedData } from "./types";

export function readSeed(text: string): SeedData {
  const parsed = parseJson(text);
  if (!parsed.ok || !isObject(parsed.value)) throw new TypeError("the seed must be a JSON object");
  return parsed.value as SeedData;
}
