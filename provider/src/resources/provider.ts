import * as pulumi from "@pulumi/pulumi";
import { describeFailure, appendKey, unknownKeyReason } from "../schema/failures";
import { settingNames, explicitProviderKey } from "../schema/settings";
import { warnAboutConfiguration } from "./configuration-warnings";
import { dynamicPackage, providerKey } from "./inherit-provider";
import { requireArguments, requireNameAndOptions } from "./require-arguments";

/** Arguments of {@link Provider}. An argument that is not set is read from its environment variable, never from the stack's configuration. */
export interface ProviderArgs {
  /** Access token with the permission `whatsapp_business_management`, and `ads_management` for ad creatives and attachments. Stored as a secret. Environment: `WHATSAPP_ACCESS_TOKEN`. */
  accessToken?: pulumi.Input<string | undefined>;
  /**
   * Access token of each account, by the id of the WhatsApp Business Account or ad account: digits, for an ad account also with `act_`. A
   * resource uses the token of its account only; an account without one is an error for its resources. `accessToken` then serves only the
   * first read of an ad in an attachment, before the ad's account is known. Not together with `accessTokensFile` or `accessTokenCommand`.
   * Stored as a secret. Default: none. Environment: `WHATSAPP_ACCESS_TOKENS`, a JSON object.
   */
  accessTokens?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>> | undefined>;
  /**
   * Path of a JSON file with what `accessTokens` contains, at most 10 MiB, read once in each process. A relative path starts at the
   * program's folder. The tokens are not stored in the state. Default: none. Environment: `WHATSAPP_ACCESS_TOKENS_FILE`.
   */
  accessTokensFile?: pulumi.Input<string | undefined>;
  /**
   * Program, with arguments, that prints the access token of an account on the first line of its output. The account id (digits) is
   * appended as the last argument. It runs without a shell, once for each account and process, at most four at the same time and 30
   * seconds each, and never in a preview. The tokens are not stored in the state. Default: none. Environment:
   * `WHATSAPP_ACCESS_TOKEN_COMMAND`, a JSON list or words without quotes.
   */
  accessTokenCommand?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /** Secret of the app that issued the tokens, for apps with "Require App Secret": every call then carries `appsecret_proof`. Stored as a secret. Default: none. Environment: `WHATSAPP_APP_SECRET`. */
  appSecret?: pulumi.Input<string | undefined>;
  /** WhatsApp Business Account id, 1 to 32 digits: the default `wabaId` of sequences. Default: none. Environment: `WHATSAPP_WABA_ID`. */
  wabaId?: pulumi.Input<string | undefined>;
  /** Ad account id, 1 to 32 digits without `act_`: the default `adAccountId` of ad creatives. Default: none. Environment: `WHATSAPP_AD_ACCOUNT_ID`. */
  adAccountId?: pulumi.Input<string | undefined>;
  /** Phone number id, 1 to 32 digits: the default `phoneNumberId` of sandbox orders. Default: none. Environment: `WHATSAPP_PHONE_NUMBER_ID`. */
  phoneNumberId?: pulumi.Input<string | undefined>;
  /** Phone numbers with country code, and business-scoped user ids, that sandbox orders may be sent to. Default: none, then no order is sent. Environment: `WHATSAPP_ORDER_RECIPIENTS`, separated by commas. */
  orderRecipients?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /** Folder in which sandbox orders and the command `orders` record what they sent. Default: `.pulumi-whatsapp/orders` in the program's folder. Environment: `WHATSAPP_ORDER_OUTBOX`. */
  orderOutbox?: pulumi.Input<string | undefined>;
  /** Graph API version of calls for sequences, accounts and messages. Default: `v25.0`. Environment: `WHATSAPP_API_VERSION`. */
  apiVersion?: pulumi.Input<string | undefined>;
  /** Marketing API version of calls for ads and creatives; Meta ends these versions earlier. Default: `v26.0`. Environment: `WHATSAPP_MARKETING_API_VERSION`. */
  marketingApiVersion?: pulumi.Input<string | undefined>;
  /** Scheme and host of the Graph API; https unless the host is a loopback address. Default: `https://graph.facebook.com`. Environment: `WHATSAPP_BASE_URL`. */
  baseUrl?: pulumi.Input<string | undefined>;
  /** Further hosts that `baseUrl` may name, without scheme. Default: none. Environment: `WHATSAPP_ALLOWED_HOSTS`, separated by commas. */
  allowedHosts?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /** Attempts for each request, 1 to 10. A create of unknown outcome is repeated only if the account does not list the result. Default: 4. Environment: `WHATSAPP_MAX_ATTEMPTS`. */
  maxAttempts?: pulumi.Input<number | undefined>;
  /** Timeout of one attempt in milliseconds, 100 to 600000. Default: 15000. Environment: `WHATSAPP_ATTEMPT_TIMEOUT_MS`. */
  attemptTimeoutMs?: pulumi.Input<number | undefined>;
  /** Timeout of one operation with all its attempts in milliseconds, 100 to 3600000. Default: 120000. Environment: `WHATSAPP_OPERATION_TIMEOUT_MS`. */
  operationTimeoutMs?: pulumi.Input<number | undefined>;
  /**
   * Retries in one run, shared by all resources of this provider, 0 to 10000. A retry uses one, a retry after a timeout two; a call that
   * succeeds at the first attempt returns one. Default: 20. Environment: `WHATSAPP_RETRY_BUDGET`.
   */
  retryBudget?: pulumi.Input<number | undefined>;
  /** Writes that run at the same time, 1 to 64. Default: 4. Environment: `WHATSAPP_WRITE_CONCURRENCY`. */
  writeConcurrency?: pulumi.Input<number | undefined>;
  /** Reads that run at the same time, 1 to 64. Default: 4. Environment: `WHATSAPP_READ_CONCURRENCY`. */
  readConcurrency?: pulumi.Input<number | undefined>;
}

/**
 * Token, account and limits for the resources that use this provider, so that one program can manage several accounts. An argument takes
 * precedence over its environment variable. Each provider runs in a separate process and sends its tokens only for its own resources: to
 * manage many accounts in one process, give one provider `accessTokens`.
 *
 * @example
 * ```ts
 * const brazil = new whatsapp.Provider("brazil", { accessToken: config.requireSecret("brazilToken"), wabaId: "102290129340398" });
 * new whatsapp.WelcomeMessageSequence("signup", { text: "Olá!" }, { provider: brazil });
 * ```
 * @example
 * Many accounts under one provider, each with its own token:
 * ```ts
 * const clients = new whatsapp.Provider("clients", { accessTokens: config.requireSecretObject("tokens") });
 * new whatsapp.WelcomeMessageSequence("signup", { wabaId: "102290129340398", text: "Olá!" }, { provider: clients });
 * ```
 * @example
 * For all resources of this package in a component, at any depth:
 * ```ts
 * new Greetings("brazil", { providers: { whatsapp: brazil } });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    requireNameAndOptions("whatsapp.Provider", name, opts);
    requireArguments({ kind: "whatsapp.Provider", name, required: ["accessToken"] }, args);
    requireKnownArguments(name, args);
    const {
      accessToken,
      accessTokens,
      accessTokenCommand: command,
      appSecret,
      allowedHosts: hosts,
      orderRecipients: numbers,
      ...rest
    } = args;
    const [allowedHosts, orderRecipients] = [hosts, numbers].map((list) =>
      pulumi.output(list).apply((texts) => texts?.join(",")),
    );
    const accessTokenCommand = pulumi.output(command).apply(toJsonText);
    const tokens = accessTokens === undefined ? undefined : pulumi.output(accessTokens).apply(toJsonText);
    const [token, tokenMap, secret] = [accessToken, tokens, appSecret].map((value) =>
      value === undefined ? undefined : pulumi.secret(value),
    );
    super(
      dynamicPackage,
      name,
      toConfiguration({
        ...{ ...rest, allowedHosts, orderRecipients, accessTokenCommand },
        ...{ accessToken: token, accessTokens: tokenMap, appSecret: secret },
        [explicitProviderKey]: "true",
      }),
      opts,
    );
    warnAboutConfiguration();
  }

  /**
   * Returns the key under which the SDK passes this provider on to children. Under the package of the type token, unrelated dynamic
   * resources would inherit this provider with its token and configuration.
   *
   * @internal
   */
  getPackage(): string {
    return providerKey;
  }
}

/** Rejects unknown arguments of a JavaScript program, which would be ignored. Throws a RunError with their names. */
function requireKnownArguments(name: string, args: ProviderArgs): void {
  const names: readonly string[] = settingNames;
  const unknown = Object.entries(args).filter(([key, value]) => value !== undefined && !names.includes(key));
  if (unknown.length === 0) return;
  const failures = unknown.map(([key]) =>
    describeFailure({ path: appendKey("", key), reason: unknownKeyReason(key, names) }),
  );
  throw new pulumi.RunError(`whatsapp.Provider ${JSON.stringify(name)}: ${failures.join("; ")}.`);
}

function toJsonText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}

type Setting = pulumi.Input<string | number | undefined>;

/** Converts arguments to the configuration of a dynamic provider: text under `namespace:key`. Undefined values leave the setting to the environment. */
function toConfiguration(args: Readonly<Record<string, Setting>>): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]): [string, pulumi.Input<string | undefined>] => [
      `whatsapp:${key}`,
      pulumi.output(value).apply((known) => (known === undefined ? undefined : String(known))),
    ]),
  );
}
