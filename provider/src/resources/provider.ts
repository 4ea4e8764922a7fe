import * as pulumi from "@pulumi/pulumi";
import { describeFailure, appendKey, unknownKeyReason } from "../schema/failures";
import { settingNames, explicitProviderKey } from "../schema/settings";
import { warnAboutConfiguration } from "./configuration-warnings";
import { dynamicPackage, providerKey } from "./inherit-provider";
import { requireArguments, requireNameAndOptions } from "./require-arguments";

/** Arguments of {@link Provider}. Each one left out is taken from its environment variable; the stack's configuration is not used. */
export interface ProviderArgs {
  /** Access token of an app with `whatsapp_business_management`, and `ads_management` for ad creatives and their attachments. Kept as a secret. Environment: `WHATSAPP_ACCESS_TOKEN`. */
  accessToken?: pulumi.Input<string | undefined>;
  /** Secret of the app behind the token, for apps that require it ("Require App Secret"): every call then carries `appsecret_proof`. Kept as a secret. Environment: `WHATSAPP_APP_SECRET`. */
  appSecret?: pulumi.Input<string | undefined>;
  /** WhatsApp Business Account id, digits: the default of every resource's `wabaId`. Environment: `WHATSAPP_WABA_ID`. */
  wabaId?: pulumi.Input<string | undefined>;
  /** Ad account id, digits without `act_`: the default of every ad creative's `adAccountId`. Environment: `WHATSAPP_AD_ACCOUNT_ID`. */
  adAccountId?: pulumi.Input<string | undefined>;
  /** Phone number id, digits: the default of every sandbox order's `phoneNumberId`. Environment: `WHATSAPP_PHONE_NUMBER_ID`. */
  phoneNumberId?: pulumi.Input<string | undefined>;
  /** Phone numbers and business-scoped user ids that sandbox orders may be sent to; without them none is sent. Environment: `WHATSAPP_ORDER_RECIPIENTS`, separated by commas. */
  orderRecipients?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /** Folder that records what sandbox orders and the command `orders` sent, default `.pulumi-whatsapp/orders` below the program's folder. Environment: `WHATSAPP_ORDER_OUTBOX`. */
  orderOutbox?: pulumi.Input<string | undefined>;
  /** Graph API version of sequences, accounts and messages, default `v25.0`. Environment: `WHATSAPP_API_VERSION`. */
  apiVersion?: pulumi.Input<string | undefined>;
  /** Marketing API version of ads and creatives, default `v26.0`: Meta ends these versions much earlier. Environment: `WHATSAPP_MARKETING_API_VERSION`. */
  marketingApiVersion?: pulumi.Input<string | undefined>;
  /** Scheme and host of the Graph API, default `https://graph.facebook.com`. https unless the host is a loopback address. Environment: `WHATSAPP_BASE_URL`. */
  baseUrl?: pulumi.Input<string | undefined>;
  /** Hosts beside Meta's that `baseUrl` may name, without scheme. Environment: `WHATSAPP_ALLOWED_HOSTS`, separated by commas. */
  allowedHosts?: pulumi.Input<readonly pulumi.Input<string>[] | undefined>;
  /** Attempts per request, 1 to 10, default 4. Creates are never repeated blindly. Environment: `WHATSAPP_MAX_ATTEMPTS`. */
  maxAttempts?: pulumi.Input<number | undefined>;
  /** Milliseconds one attempt may take, 100 to 600000, default 15000. Environment: `WHATSAPP_ATTEMPT_TIMEOUT_MS`. */
  attemptTimeoutMs?: pulumi.Input<number | undefined>;
  /** Milliseconds one operation may take with all its attempts, 100 to 3600000, default 120000. Environment: `WHATSAPP_OPERATION_TIMEOUT_MS`. */
  operationTimeoutMs?: pulumi.Input<number | undefined>;
  /**
   * Retries of this provider in one run, all resources together, 0 to 10000, default 20: so an outage is not answered by a storm. A
   * retry takes one, a timeout two, a call that succeeds at once gives one back. Environment: `WHATSAPP_RETRY_BUDGET`.
   */
  retryBudget?: pulumi.Input<number | undefined>;
  /** Writes under way at once, 1 to 64, default 4. Environment: `WHATSAPP_WRITE_CONCURRENCY`. */
  writeConcurrency?: pulumi.Input<number | undefined>;
  /** Reads under way at once, 1 to 64, default 4. Environment: `WHATSAPP_READ_CONCURRENCY`. */
  readConcurrency?: pulumi.Input<number | undefined>;
}

/**
 * A connection of its own: token, account and limits for the resources that name it, so that one program can serve several
 * accounts. Precedence of every setting: this provider's argument, then the environment. Each provider is a process of its own;
 * a token never leaves for another provider's account.
 *
 * @example
 * ```ts
 * const brazil = new whatsapp.Provider("brazil", { accessToken: config.requireSecret("brazilToken"), wabaId: "102290129340398" });
 * new whatsapp.WelcomeMessageSequence("signup", { text: "Olá!" }, { provider: brazil });
 * ```
 * @example
 * For all resources of this package below a component, at any depth:
 * ```ts
 * new Greetings("brazil", { providers: { whatsapp: brazil } });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    requireNameAndOptions("whatsapp.Provider", name, opts);
    requireArguments({ kind: "whatsapp.Provider", name, required: ["accessToken"] }, args);
    requireKnownArguments(name, args);
    const { accessToken, appSecret, allowedHosts: hosts, orderRecipients: numbers, ...rest } = args;
    const [allowedHosts, orderRecipients] = [hosts, numbers].map((list) =>
      pulumi.output(list).apply((texts) => texts?.join(",")),
    );
    const [token, secret] = [accessToken, appSecret].map((value) =>
      value === undefined ? undefined : pulumi.secret(value),
    );
    super(
      dynamicPackage,
      name,
      configurationOf({
        ...{ ...rest, allowedHosts, orderRecipients, accessToken: token, appSecret: secret },
        [explicitProviderKey]: "true",
      }),
      opts,
    );
    warnAboutConfiguration();
  }

  /**
   * Key in the option `providers`, by which the SDK passes providers on to children. With the package of the type token, unrelated
   * dynamic resources would inherit this provider, its token and its configuration.
   *
   * @internal
   */
  getPackage(): string {
    return providerKey;
  }
}

/** Rejects unknown arguments in plain JavaScript, which would be ignored. The compiler rejects them in TypeScript. */
function requireKnownArguments(name: string, args: ProviderArgs): void {
  const names: readonly string[] = settingNames;
  const unknown = Object.entries(args).filter(([key, value]) => value !== undefined && !names.includes(key));
  if (unknown.length === 0) return;
  const failures = unknown.map(([key]) =>
    describeFailure({ path: appendKey("", key), reason: unknownKeyReason(key, names) }),
  );
  throw new pulumi.RunError(`whatsapp.Provider ${JSON.stringify(name)}: ${failures.join("; ")}.`);
}

type Setting = pulumi.Input<string | number | undefined>;

/** Configuration of a dynamic provider is text under `namespace:key`. What turns out undefined is left to the environment. */
function configurationOf(args: Readonly<Record<string, Setting>>): pulumi.Inputs {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]): [string, pulumi.Input<string | undefined>] => [
      `whatsapp:${key}`,
      pulumi.output(value).apply((known) => (known === undefined ? undefined : String(known))),
    ]),
  );
}
