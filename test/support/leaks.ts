import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

/** Prefix of every token of the simulator. Other tokens of tests start with `EAA` too. */
const distinctive = "EAAFAKE";

/** Base64 forms of the prefix at each of the three alignments. */
const encoded = ["", "x", "xx"].map((before) =>
  Buffer.from(before + distinctive)
    .toString("base64")
    .slice(before === "" ? 0 : 4, 8),
);

/** Ciphertexts and checksums of the state: random letters that look like a token once in a hundred runs. */
const random = /v1:[\w+/]{16}:[\w+/]{22,}={0,2}|"md5":"[\w+/]{22}=="/g;

/** True if a text contains a token, in plain text or in base64. */
export function containsToken(text: string): boolean {
  const readable = text.replace(random, "");
  return /EAA[A-Za-z0-9]{6,}/.test(readable) || encoded.some((part) => readable.includes(part));
}

export class TokenLeaked extends Error {
  override readonly name = "TokenLeaked";
}

/** Throws if a text contains a token. The error does not repeat it. */
export function requireNoToken(where: string, text: string): void {
  if (containsToken(text)) throw new TokenLeaked(`${where} contains an access token`);
}

/** All forms in which a program, a log or a debugger can print an error. */
export function shownForms(error: unknown): readonly string[] {
  const forms = [String(error), inspect(error, { depth: 12, showHidden: true }), jsonOf(error)];
  if (!(error instanceof Error)) return forms;
  const toJson: unknown = Reflect.get(error, "toJSON");
  return [
    ...forms,
    error.message,
    error.stack ?? "",
    ...(typeof toJson === "function" ? [jsonOf(Reflect.apply(toJson, error, []))] : []),
    ...(error.cause === undefined ? [] : shownForms(error.cause)),
  ];
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "";
  }
}

/** Returns the result of a step or throws its failure, if neither shows a token. */
export async function watchForTokens<T>(what: string, step: Promise<T>): Promise<T> {
  const result = await step.catch((error: unknown) => {
    for (const form of shownForms(error)) requireNoToken(`the failure of ${what}`, form);
    throw error;
  });
  requireNoToken(`the result of ${what}`, jsonOf(result ?? ""));
  return result;
}

/** Checks every file in a folder except installed packages, whose documentation contains examples of tokens. */
export function requireNoTokenIn(dir: string): void {
  if (!existsSync(dir)) return;
  for (const file of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (!file.isFile() || /\/node_modules(\/|$)/.test(file.parentPath)) continue;
    requireNoToken(file.name, readFileSync(join(file.parentPath, file.name), "utf8"));
  }
}
