import { readFileSync } from "node:fs";
import {
  answerHandshake,
  attributionMap,
  verifySignature,
  type AdOutputs,
  type AttributionMap,
} from "pulumi-whatsapp/webhooks";
import { lineOf } from "./output";

export interface Settings {
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly ads: AttributionMap;
  /** 0 for any free port. */
  readonly port: number;
  /** Undefined for a store in memory. */
  readonly redisUrl: string | undefined;
  /** Milliseconds that deliveries in progress get after SIGTERM or SIGINT. */
  readonly graceMs: number;
}

/** @throws Error with one line that names the variable and what to do. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const {
    WHATSAPP_APP_SECRET: appSecret = "",
    WHATSAPP_VERIFY_TOKEN: verifyToken = "",
    WHATSAPP_ADS_FILE: adsFile,
    REDIS_URL: redisUrl,
  } = env;
  const missing = Object.entries({ WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken })
    .filter(([, value]) => value.trim() === "")
    .map(([name]) => name);
  if (missing.length > 0) throw new Error(`Set ${missing.join(" and ")} in the environment.`);
  // A secret that cannot be right would otherwise fail with each delivery.
  explain("WHATSAPP_APP_SECRET", () => verifySignature({ rawBody: "", header: undefined, appSecret }));
  explain("WHATSAPP_VERIFY_TOKEN", () => answerHandshake({}, { verifyToken }));
  return {
    appSecret,
    verifyToken,
    ads: readAds(adsFile),
    port: readInteger(env, "PORT", 0, 65_535),
    redisUrl: redisUrl || undefined,
    graceMs: readInteger(env, "SHUTDOWN_GRACE_MS", 5_000, 600_000),
  };
}

/** Outputs of a stack: `pulumi stack output --json > outputs.json`. */
function readAds(file: string | undefined): AttributionMap {
  if (!file) return attributionMap({ ads: [] });
  return explain("WHATSAPP_ADS_FILE", () => attributionMap(JSON.parse(readFileSync(file, "utf8")) as AdOutputs));
}

function readInteger(env: NodeJS.ProcessEnv, name: string, byDefault: number, greatest: number): number {
  const text = env[name] ?? "";
  if (text === "") return byDefault;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value <= greatest) return value;
  throw new Error(`${name} must be a whole number from 0 to ${greatest}, not ${JSON.stringify(text)}.`);
}

function explain<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new Error(`${name}: ${lineOf(error)}`, { cause: error });
  }
}
