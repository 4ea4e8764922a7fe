import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link Provider}. Each one left out is taken from its environment variable; the stack's configuration is not used. */
export interface ProviderArgs {
  /** Access token of an app with `whatsapp_business_management`. Kept as a secret. Environment: `WHATSAPP_ACCESS_TOKEN`. */
  accessToken?: pulumi.Input<string>;
  /** WhatsApp Business Account id, digits: the default of every resource's `wabaId`. Environment: `WHATSAPP_WABA_ID`. */
  wabaId?: pulumi.Input<string>;
  /** Graph API version, default `v25.0`. Environment: `WHATSAPP_API_VERSION`. */
  apiVersion?: pulumi.Input<string>;
  /** Scheme and host of the Graph API, default `https://graph.facebook.com`. https unless the host is a loopback address. Environment: `WHATSAPP_BASE_URL`. */
  baseUrl?: pulumi.Input<string>;
  /** Hosts beside Meta's that `baseUrl` may name, without scheme. Environment: `WHATSAPP_ALLOWED_HOSTS`, separated by commas. */
  allowedHosts?: pulumi.Input<pulumi.Input<string>[]>;
  /** Attempts per request, 1 to 10, default 4. Creates are never repeated blindly. Environment: `WHATSAPP_MAX_ATTEMPTS`. */
  maxAttempts?: pulumi.Input<number>;
  /** Milliseconds one attempt may take, 100 to 600000, default 15000. Environment: `WHATSAPP_ATTEMPT_TIMEOUT_MS`. */
  attemptTimeoutMs?: pulumi.Input<number>;
  /** Milliseconds one operation may take with all its attempts, 100 to 3600000, default 120000. Environment: `WHATSAPP_OPERATION_TIMEOUT_MS`. */
  operationTimeoutMs?: pulumi.Input<number>;
  /** Writes under way at once, 1 to 64, default 4. Environment: `WHATSAPP_WRITE_CONCURRENCY`. */
  writeConcurrency?: pulumi.Input<number>;
  /** Reads under way at once, 1 to 64, default 4. Environment: `WHATSAPP_READ_CONCURRENCY`. */
  readConcurrency?: pulumi.Input<number>;
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
 */
export class Provider extends pulumi.ProviderResource {
  constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
    const { accessToken, allowedHosts, ...rest } = args;
    super(
      "pulumi-nodejs",
      name,
      {
        ...keyed(rest),
        ...keyed({
          accessToken: accessToken === undefined ? undefined : pulumi.secret(accessToken),
          allowedHosts:
            allowedHosts === undefined ? undefined : pulumi.output(allowedHosts).apply((hosts) => hosts.join(",")),
          explicitProvider: "true",
        }),
      },
      opts,
    );
  }
}

/** Configuration of a dynamic provider is text under `namespace:key`. */
const keyed = (
  args: Readonly<Record<string, pulumi.Input<string | number> | undefined>>,
): Record<string, pulumi.Input<string>> =>
  Object.fromEntries(
    Object.entries(args).flatMap(([key, value]) =>
      value === undefined ? [] : [[`whatsapp:${key}`, pulumi.output(value).apply(String)]],
    ),
  );
