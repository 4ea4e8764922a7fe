import { createHmac, timingSafeEqual } from "node:crypto";
import type { Json, JsonObject } from "../json";
import type { Token } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { methodFailure } from "./error";

/** Source: Meta, Secure Graph API calls: a proof with a time is valid for five minutes. */
const lifetimeSeconds = 300;

/** Proof in a request that its sender knows the app secret. */
export interface AppSecretProof {
  /** Proofs from query and body. Each must be valid. */
  readonly proofs: readonly string[];
  /** `appsecret_time`, unix seconds; undefined for a proof without a time. */
  readonly time: string | undefined;
}

export function readProof(...places: readonly JsonObject[]): AppSecretProof {
  const texts = (key: string): readonly string[] =>
    places.map((place) => textOf(place[key])).filter((text) => text !== undefined);
  return { proofs: texts("appsecret_proof"), time: texts("appsecret_time").at(-1) };
}

function textOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Refuses a wrong proof, and a missing one where it is required. */
export function verifyProof(
  { proofs, time }: AppSecretProof,
  token: Token,
  context: SimulatorContext,
  isRequired: boolean,
): void {
  if (proofs.length === 0 && isRequired) {
    throw methodFailure("API calls from the server require an appsecret_proof argument");
  }
  const secret = context.store.apps.get(token.appId)?.secret ?? "";
  const message = time === undefined ? token.id : `${token.id}|${time}`;
  const right = createHmac("sha256", secret).update(message).digest();
  const isTimely = time === undefined || isWithinLifetime(time, context.clock.nowMs());
  if (proofs.some((proof) => !isTimely || !isSame(proof, right))) {
    throw methodFailure("Invalid appsecret_proof provided in the API argument");
  }
}

function isSame(proof: string, right: Buffer): boolean {
  return /^[0-9a-f]{64}$/i.test(proof) && timingSafeEqual(Buffer.from(proof, "hex"), right);
}

function isWithinLifetime(time: string, nowMs: number): boolean {
  return /^\d{1,12}$/.test(time) && Math.abs(nowMs / 1000 - Number(time)) <= lifetimeSeconds;
}
