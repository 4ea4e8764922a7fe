import { z } from "zod";
import { describeFailure, failuresOf, type Failure } from "../schema/failures";
import { isJsonObject } from "../schema/json-value";
import { parseSettings, settingNames, type SettingName, type Settings } from "../schema/settings";

/** Invalid client options, with every broken rule. Values are never shown. */
export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("; "));
  }
}

/** Credentials, endpoint and limits of a client. */
export interface OrderClientOptions {
  /** Needs the permission whatsapp_business_messaging for the number's account. Never shown in results or errors. */
  readonly accessToken: string;
  /** The id of the phone number that sends (1 to 32 digits), not the number itself. */
  readonly phoneNumberId: string;
  /** Secret of the app behind the token, for apps that require it: each send then carries `appsecret_proof`. Never shown. Default: none. */
  readonly appSecret?: string | undefined;
  /** Graph API version. Default: v25.0. */
  readonly apiVersion?: string | undefined;
  /** Scheme and host. Default: https://graph.facebook.com; else a loopback address or one of `allowedHosts`. */
  readonly baseUrl?: string | undefined;
  /** Other hosts that the token may be sent to. Default: none. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Milliseconds for one request, 100 to 600,000. A request that was written and takes longer has an unknown outcome. Default: 15,000. */
  readonly attemptTimeoutMs?: number | undefined;
  /** Milliseconds for one send with its waits, 100 to 3,600,000, counted from when it leaves the queue. Default: 120,000. */
  readonly operationTimeoutMs?: number | undefined;
  /** Attempts of one send, 1 to 10. Only a request that certainly did not arrive is retried. Default: 4. */
  readonly maxAttempts?: number | undefined;
  /** Retry budget of all sends, 0 to 10,000. Each send that succeeds on the first attempt returns one. Default: 20. */
  readonly retryBudget?: number | undefined;
  /** Concurrent sends, 1 to 64; others wait in a queue. Default: 4. */
  readonly writeConcurrency?: number | undefined;
  /**
   * Receives each warning once: an API version that ends within 90 days, a response in a different version than requested, or sends that
   * are slowed down because the hourly limit is near. Default: no warnings.
   */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** Settings of a client that can send. */
export interface ClientSettings extends Settings {
  readonly accessToken: string;
  readonly phoneNumberId: string;
}

const text = z.string();
const number = z.number().optional();
const shape = z.strictObject({
  accessToken: text,
  phoneNumberId: text,
  appSecret: text.min(1, "must not be empty; leave it out for an app that does not require it").optional(),
  apiVersion: text.optional(),
  baseUrl: text.optional(),
  allowedHosts: z.array(text).optional(),
  attemptTimeoutMs: number,
  operationTimeoutMs: number,
  maxAttempts: number,
  retryBudget: number,
  writeConcurrency: number,
  onWarning: z.custom<(text: string) => void>((value) => typeof value === "function", "must be a function").optional(),
}) satisfies z.ZodType<OrderClientOptions>;

/** @throws InvalidSettings with every invalid option. */
export function clientSettings(options: OrderClientOptions): ClientSettings {
  if (!isJsonObject(options)) {
    throw new InvalidSettings([{ path: "options", reason: "must be an object with accessToken and phoneNumberId" }]);
  }
  const { settings, failures } = parseSettings(textsOf(options), (name) => `the option ${name}`);
  const { accessToken, phoneNumberId } = settings;
  const malformed = [...failuresOf(shape, options), ...failures.map(inOptions)];
  const missing = required.flatMap((path) =>
    settings[path] !== undefined || malformed.some((failure) => failure.path === path)
      ? []
      : [{ path, reason: "is required" }],
  );
  if (accessToken === undefined || phoneNumberId === undefined || malformed.length > 0) {
    throw new InvalidSettings([...missing, ...malformed].map(withGuidance));
  }
  return { ...settings, accessToken, phoneNumberId };
}

const required = ["accessToken", "phoneNumberId"] as const;

const guidance: ReadonlyMap<string, string> = new Map([
  [
    "accessToken",
    "set the option accessToken, for example to process.env.WHATSAPP_ACCESS_TOKEN: a client reads no environment itself",
  ],
  [
    "phoneNumberId",
    "set the option phoneNumberId to the id that WhatsApp Manager shows for the sending number, not to the number itself",
  ],
]);

function withGuidance({ path, reason }: Failure): Failure {
  const advice = guidance.get(path);
  return { path, reason: reason === "is required" && advice !== undefined ? `${reason}; ${advice}` : reason };
}

/** Options as text, the way environment and configuration carry them. */
function textsOf(options: OrderClientOptions): Partial<Record<SettingName, string>> {
  return Object.fromEntries(
    settingNames.flatMap((name) => {
      const value: unknown = Reflect.get(options, name);
      if (Array.isArray(value)) return [[name, value.join(",")]];
      return typeof value === "string" || typeof value === "number" ? [[name, String(value)]] : [];
    }),
  );
}

function inOptions({ path, reason }: Failure): Failure {
  return { path: path.replace("whatsapp:", ""), reason };
}
