import { z } from "zod";
import { findRepeatedKey } from "./exact-json";
import { isJsonObject } from "./json-value";
import { findSecretProblem } from "./pasted-value";

/** Access tokens by account id: of a WhatsApp Business Account or an ad account, digits without `act_`. */
export type AccountTokens = ReadonlyMap<string, string>;

const format = 'must be a JSON object of access tokens by account id, such as {"102290129340398": "EAA..."}';
const accountId = /^(?:act_)?(\d{1,32})$/;
const mostProblems = 20;

/**
 * Parses a JSON object of access tokens by account id, and lists every problem with its account. Tokens never appear in a problem, and
 * neither does a long key: it may be a token in the wrong place.
 */
export function parseAccountTokens(text: string): {
  readonly tokens: AccountTokens;
  readonly problems: readonly string[];
} {
  const parsed = parseJson(text);
  const tokens = new Map<string, string>();
  if ("problem" in parsed) return { tokens, problems: [`${format}; ${parsed.problem}`] };
  const entries = isJsonObject(parsed.value) ? Object.entries(parsed.value) : [];
  if (entries.length === 0) return { tokens, problems: [`${format}; it has no entries`] };
  const repeated = findRepeatedKey(text);
  const problems = repeated === undefined ? [] : [`key ${nameKey(repeated)}: is there twice; keep one of them`];
  for (const [key, value] of entries) {
    const id = accountId.exec(key)?.[1];
    const token = typeof value === "string" ? value.trim() : undefined;
    const subject = id === undefined ? `key ${nameKey(key)}` : `account ${id}`;
    if (id === undefined) problems.push(`${subject}: is no account id, 1 to 32 digits`);
    else if (tokens.has(id)) problems.push(`${subject}: is there twice, with and without act_; keep one of them`);
    else tokens.set(id, token ?? "");
    const problem = findTokenProblem(token);
    if (problem !== undefined) problems.push(`${subject}: ${problem}`);
  }
  return { tokens, problems: limitProblems(problems) };
}

function findTokenProblem(token: string | undefined): string | undefined {
  if (token === undefined) return "its token is not text";
  if (token === "") return "its token is empty";
  const problem = findSecretProblem(token, "token");
  return problem === undefined ? undefined : `its token ${problem}`;
}

function limitProblems(problems: readonly string[]): readonly string[] {
  const more = problems.length - mostProblems;
  return more > 0 ? [...problems.slice(0, mostProblems), `and ${more} more problems of this kind`] : problems;
}

/** Shows a key that is too short for a token. */
function nameKey(key: string): string {
  return /^[\w.-]{0,20}$/.test(key) || accountId.test(key) ? JSON.stringify(key) : `of ${key.length} characters`;
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    // The message of V8 also quotes the text.
    const position = /at position (\d{1,9})\b/.exec(String(error))?.[1];
    return { problem: `it is not valid JSON${position === undefined ? "" : ` at character ${Number(position) + 1}`}` };
  }
}

const leastPiece = 16;

/** Lists what may be a token in such a text, also in a malformed one. */
export function listTokenTexts(text: string): readonly string[] {
  const parsed = parseJson(text);
  if ("problem" in parsed || !isJsonObject(parsed.value)) return listPieces(text);
  return Object.entries(parsed.value).flatMap(([key, value]) => [
    ...(accountId.test(key) ? [] : listPieces(key)),
    ...(typeof value === "string" ? [value] : listPieces(JSON.stringify(value))),
  ]);
}

function listPieces(text: string): readonly string[] {
  return text.split(/[\s"',:;{}[\]]+/).filter((piece) => piece.length >= leastPiece && !accountId.test(piece));
}

/** Splits a command: a JSON list of text, or words without quotes. Returns no parts for anything else. */
function splitCommand(text: string): readonly string[] {
  if (!text.trim().startsWith("[")) return /["'`]/.test(text) ? [] : text.trim().split(/\s+/);
  const parsed = parseJson(text);
  return "value" in parsed ? (z.array(z.string()).safeParse(parsed.value).data ?? []) : [];
}

/** Schemas of the settings that give each account its own token, from text. */
export const accountTokenShapes = {
  accessTokens: z
    .string()
    .transform((text, context) => {
      const { tokens, problems } = parseAccountTokens(text);
      for (const message of problems) context.addIssue({ code: "custom", message });
      return tokens;
    })
    .optional(),
  accessTokensFile: z.string().trim().optional(),
  accessTokenCommand: z
    .string()
    .transform(splitCommand)
    .refine(
      (parts) => parts.length > 0 && parts.every((part) => part !== "" && !part.includes("\0")),
      'must be a program and its arguments, as a JSON list of text such as ["get-token", "--role", "ads"], or in words without quotes',
    )
    .optional(),
} as const;
