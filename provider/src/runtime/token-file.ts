import { AccessTokenError } from "../client/graph-client";
import type { Stats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { listTokenTexts, parseAccountTokens, type AccountTokens } from "../schema/account-tokens";
import type { GivenSecret, KnownSecrets } from "../schema/known-secrets";
import { describeReadError } from "./read-error";

const mostBytes = 10 * 1024 * 1024;

/** Reads a file of access tokens by account id. Its tokens become known secrets. Throws AccessTokenError, without content of the file. */
export async function readTokenFile(file: string, knownSecrets: KnownSecrets): Promise<AccountTokens> {
  const absolute = path.resolve(file);
  const text = await readRegularFile(absolute);
  knownSecrets.add(listTokenTexts(text).map((token): GivenSecret => ["accessToken", token]));
  const { tokens, problems } = parseAccountTokens(text);
  if (problems.length === 0) return tokens;
  throw new AccessTokenError(`accessTokensFile ${absolute} is malformed: ${problems.join("; ")}.`);
}

async function readRegularFile(file: string): Promise<string> {
  try {
    // Reading a pipe or a device could block for ever.
    const problem = findFileProblem(await stat(file));
    if (problem !== undefined) throw new AccessTokenError(`accessTokensFile ${file} ${problem}.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof AccessTokenError) throw error;
    throw new AccessTokenError(`accessTokensFile ${file} ${describeReadError(error)}.`);
  }
}

function findFileProblem(found: Stats): string | undefined {
  if (!found.isFile()) return "is not a regular file";
  if (found.size === 0) return "is empty";
  return found.size > mostBytes ? `has more than ${mostBytes / 1024 / 1024} MiB` : undefined;
}
