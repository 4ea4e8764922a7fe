import { createHash } from "node:crypto";
import type { Token } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { GraphFailure } from "./error";

const pagingPrefix = "redacted-";

export function createPagingToken(token: Token): string {
  return pagingPrefix + createHash("sha256").update(token.id).digest("hex").slice(0, 24);
}

/** Checks the token and counts the request, for tokens that expire by count. Batch items count, the batch itself does not. */
export function authenticate(value: string | undefined, context: SimulatorContext, path: string): Token {
  const token = checkToken(value, context, path);
  context.requestsByToken.set(token.id, (context.requestsByToken.get(token.id) ?? 0) + 1);
  return token;
}

export function checkToken(value: string | undefined, context: SimulatorContext, path: string): Token {
  if (value === undefined || value === "") throw missingTokenError(path);
  const token = findToken(value, context);
  if (token === undefined) throw unknownTokenError();
  if (isExpired(token, context)) {
    throw expiredTokenError(token.expiresAtMs ?? context.clock.nowMs(), context.clock.nowMs());
  }
  return token;
}

/** True for a token whose time or requests are used up. */
export function isExpired(token: Token, { requestsByToken, clock }: SimulatorContext): boolean {
  const requests = (requestsByToken.get(token.id) ?? 0) + 1;
  const isPast = token.expiresAtMs !== null && clock.nowMs() >= token.expiresAtMs;
  return isPast || (token.expiresAfterRequests !== null && requests > token.expiresAfterRequests);
}

/** Returns the token, valid or expired. */
export function findToken(value: string | undefined, context: SimulatorContext): Token | undefined {
  if (value === undefined) return undefined;
  if (!value.startsWith(pagingPrefix)) return context.store.tokens.get(value);
  return context.store.tokens.all().find((token) => createPagingToken(token) === value);
}

function missingTokenError(path: string): GraphFailure {
  return path === "/me"
    ? new GraphFailure({
        code: 2500,
        message: "An active access token must be used to query information about the current user.",
      })
    : new GraphFailure({ code: 104, message: "An access token is required to request this resource." });
}

function unknownTokenError(): GraphFailure {
  return new GraphFailure({ code: 190, message: "Invalid OAuth access token - Cannot parse access token" });
}

function expiredTokenError(expiredAtMs: number, nowMs: number): GraphFailure {
  return new GraphFailure({
    code: 190,
    subcode: 463,
    message: `Error validating access token: Session has expired on ${formatTime(expiredAtMs)}. The current time is ${formatTime(nowMs)}.`,
  });
}

function formatTime(timeMs: number): string {
  return new Date(timeMs).toUTCString();
}
