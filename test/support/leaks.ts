import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";

/** How every token of the simulator begins. Tests' own tokens begin with `EAA` too. */
const distinctive = "EAAFAKE";

/** What every base64 text that holds the beginning must hold, at each of the three alignments. */
const encoded = ["", "x", "xx"].map((before) =>
  Buffer.from(before + distinctive)
    .toString("base64")
    .slice(before === "" ? 0 : 4, 8),
);

/** Ciphertexts of the state and checksums of its files: random letters, which look like a token in one run of a hundred. */
const random = /v1:[\w+/]{16}:[\w+/]{22,}={0,2}|"md5":"[\w+/]{22}=="/g;

/** Whether a text holds a token, as it is or in base64. */
export function holdsToken(text: string): boolean {
  const readable = text.replace(random, "");
  return /EAA[A-Za-z0-9]{6,}/.test(readable) || encoded.some((part) => readable.includes(part));
}

export class TokenLeaked extends Error {
  override readonly name = "TokenLeaked";
}

/** Throws when a text holds a token; what is thrown does not repeat it. */
export function requireNoToken(where: string, text: string): void {
  if (holdsToken(text)) throw new TokenLeaked(`${where} holds an access token`);
}

/** Everything that an error shows in any way a program, a log or a debugger would show it. */
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

/** Passes a step's result or failure on, once neither shows a token. */
export async function watched<T>(what: string, step: Promise<T>): Promise<T> {
  const result = await step.catch((error: unknown) => {
    for (const form of shownForms(error)) requireNoToken(`the failure of ${what}`, form);
    throw error;
  });
  requireNoToken(`the result of ${what}`, jsonOf(result ?? ""));
  return result;
}

/** Every file below a folder, but for installed packages: their documentation has examples of tokens. */
export function requireNoTokenIn(dir: string): void {
  if (!existsSync(dir)) return;
  for (const file of readdirSync(dir, { withFileTypes: true, recursive: true })) {
    if (!file.isFile() || /\/node_modules(\/|$)/.test(file.parentPath)) continue;
    requireNoToken(file.name, readFileSync(join(file.parentPath, file.name), "utf8"));
  }
}
