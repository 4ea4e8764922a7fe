import { createHash } from "node:crypto";
import type { Token } from "../world/entities";
import type { World } from "../world/world";
import { GraphFailure } from "./error";

const pagingPrefix = "redacted-";

export function pagingToken(token: Token): string {
  return pagingPrefix + createHash("sha256").update(token.id).digest("hex").slice(0, 24);
}

/** Counts the call for tokens that are good for so many; a batch counts by its items. */
export function authenticate(value: string | undefined, world: World, path: string): Token {
  const token = checkToken(value, world, path);
  world.requestsByToken.set(token.id, (world.requestsByToken.get(token.id) ?? 0) + 1);
  return token;
}

export function checkToken(value: string | undefined, world: World, path: string): Token {
  if (value === undefined || value === "") throw missing(path);
  const token = tokenOf(value, world);
  if (token === undefined) throw unknown();
  const requests = (world.requestsByToken.get(token.id) ?? 0) + 1;
  const outOfTime = token.expiresAtMs !== null && world.clock.nowMs() >= token.expiresAtMs;
  const outOfRequests = token.expiresAfterRequests !== null && requests > token.expiresAfterRequests;
  if (outOfTime || outOfRequests) throw expired(token.expiresAtMs ?? world.clock.nowMs(), world.clock.nowMs());
  return token;
}

/** Whose token it is, good or expired. */
export function tokenOf(value: string | undefined, world: World): Token | undefined {
  if (value === undefined) return undefined;
  if (!value.startsWith(pagingPrefix)) return world.store.tokens.get(value);
  return world.store.tokens.all().find((token) => pagingToken(token) === value);
}

function missing(path: string): GraphFailure {
  return path === "/me"
    ? new GraphFailure({
        code: 2500,
        message: "An active access token must be used to query information about the current user.",
      })
    : new GraphFailure({ code: 104, message: "An access token is required to request this resource." });
}

function unknown(): GraphFailure {
  return new GraphFailure({ code: 190, message: "Invalid OAuth access token - Cannot parse access token" });
}

function expired(expiredAtMs: number, nowMs: number): GraphFailure {
  return new GraphFailure({
    code: 190,
    subcode: 463,
    message: `Error validating access token: Session has expired on ${spoken(expiredAtMs)}. The current time is ${spoken(nowMs)}.`,
  });
}

function spoken(timeMs: number): string {
  return new Date(timeMs).toUTCString();
}
