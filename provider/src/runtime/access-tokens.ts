import { CachedPromise } from "../client/cached-promise";
import { AccessTokenError } from "../client/graph-client";
import { describeAccount, refToWaba, type AccountRef } from "../client/limit-scope";
import { Semaphore } from "../client/semaphore";
import type { AccountTokens } from "../schema/account-tokens";
import type { KnownSecrets } from "../schema/known-secrets";
import type { Settings, WhereToSet } from "../schema/settings";
import { runTokenCommand } from "./token-command";
import { readTokenFile } from "./token-file";

const commandsAtOnce = 4;
const commandTimeoutMs = 30_000;

/** Dependencies of the tokens on the process. */
interface TokenEnvironment {
  /** Environment of the token command. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly knownSecrets: KnownSecrets;
  readonly whereToSet: WhereToSet;
}

/** The access tokens of one process: one for all accounts, or one for each. Each is loaded once; a failure is not kept. */
export class AccessTokens {
  readonly #settings: Settings;
  readonly #environment: TokenEnvironment;
  readonly #file: CachedPromise<AccountTokens>;
  readonly #fromCommand = new Map<string, CachedPromise<string>>();
  readonly #commands = new Semaphore(commandsAtOnce);

  constructor(settings: Settings, environment: TokenEnvironment) {
    this.#settings = settings;
    this.#environment = environment;
    this.#file = new CachedPromise(() => readTokenFile(settings.accessTokensFile ?? "", environment.knownSecrets));
  }

  /** Reads the tokens that a file contains, so that they are known secrets. Throws AccessTokenError. */
  async prepare(): Promise<void> {
    if (this.#settings.accessTokensFile !== undefined) await this.#file.get();
  }

  /** True if a token is set, or a way to get one. */
  get isSet(): boolean {
    return this.#settings.accessToken !== undefined || this.#accountSetting !== undefined;
  }

  /** Describes why an account has no token, as far as the settings alone show it. */
  describeMissing(id: string): string | undefined {
    const { accessTokens } = this.#settings;
    if (accessTokens === undefined || accessTokens.has(id)) return undefined;
    return this.#describeNoEntry(refToWaba(id), "accessTokens");
  }

  /** Names the token of an account and where it is set; undefined if all accounts have the same token. */
  nameToken({ id }: AccountRef): string | undefined {
    switch (this.#accountSetting) {
      case "accessTokens":
        return `the entry "${id}" in accessTokens (set with ${this.#environment.whereToSet("accessTokens")})`;
      case "accessTokensFile":
        return `the entry "${id}" in accessTokensFile ${this.#settings.accessTokensFile}`;
      case "accessTokenCommand":
        return `what accessTokenCommand prints for "${id}"`;
      case undefined:
        return undefined;
      default:
        return this.#accountSetting satisfies never;
    }
  }

  /** Returns the token of an account, or undefined if no token is set. Without an account, it is the token of all accounts. */
  async load(account: AccountRef | undefined): Promise<string | undefined> {
    const setting = this.#accountSetting;
    const { accessToken, accessTokens, accessTokenCommand: command } = this.#settings;
    if (setting === undefined) return accessToken;
    if (account === undefined) return accessToken ?? this.#throwUnknownAccount(setting);
    if (command !== undefined) return this.#loadFromCommand(command, account.id);
    const token = (accessTokens ?? (await this.#file.get())).get(account.id);
    if (token !== undefined) return token;
    throw new AccessTokenError(this.#describeNoEntry(account, setting));
  }

  get #accountSetting(): AccountSetting | undefined {
    const { accessTokens, accessTokensFile, accessTokenCommand } = this.#settings;
    if (accessTokens !== undefined) return "accessTokens";
    if (accessTokensFile !== undefined) return "accessTokensFile";
    return accessTokenCommand === undefined ? undefined : "accessTokenCommand";
  }

  #loadFromCommand(command: readonly string[], accountId: string): Promise<string> {
    const { variables, knownSecrets: secrets } = this.#environment;
    const options = { variables, secrets, timeoutMs: commandTimeoutMs };
    const cached =
      this.#fromCommand.get(accountId) ??
      new CachedPromise(() => this.#commands.run(() => runTokenCommand(command, accountId, options)));
    this.#fromCommand.set(accountId, cached);
    return cached.get();
  }

  #throwUnknownAccount(setting: AccountSetting): never {
    throw new AccessTokenError(
      `The ad account is not known before the ad is read, so ${setting} cannot give its token. Also set accessToken, with ${this.#environment.whereToSet("accessToken")}, or give the attachment an explicit provider with the token of its account.`,
    );
  }

  #describeNoEntry(account: AccountRef, setting: AccountSetting): string {
    const where = setting === "accessTokensFile" ? "to the file" : `with ${this.#environment.whereToSet(setting)}`;
    return `No access token for ${describeAccount(account)} is in ${setting}. Add it under the key "${account.id}", ${where}.`;
  }
}

type AccountSetting = "accessTokens" | "accessTokensFile" | "accessTokenCommand";
