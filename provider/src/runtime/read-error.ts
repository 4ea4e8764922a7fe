import { isJsonObject } from "../schema/json-value";

/** Completes a sentence that begins with the name of a file. Throws other errors than those of the file system and of decoding. */
export function describeReadError(error: unknown): string {
  const code = isJsonObject(error) ? error["code"] : undefined;
  if (typeof code !== "string") throw error;
  return reasons.get(code) ?? `cannot be read (${code})`;
}

const reasons: ReadonlyMap<string, string> = new Map([
  ["ERR_ENCODING_INVALID_ENCODED_DATA", "is not UTF-8"],
  ["ENOENT", "does not exist"],
  ["EISDIR", "is a folder"],
]);
