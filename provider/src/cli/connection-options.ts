import type { Command } from "commander";
import { defaultApiVersions } from "../schema/api-versions";
import type { ConnectionFlags } from "./account";

/** Connection options as commander parses them. */
export interface ConnectionOptions {
  readonly waba?: string;
  readonly adAccount?: string;
  readonly phoneNumber?: string;
  readonly outbox?: string;
  readonly apiVersion?: string;
  readonly marketingApiVersion?: string;
  readonly baseUrl?: string;
}

export function connectionOf(options: ConnectionOptions): ConnectionFlags {
  return {
    wabaId: options.waba,
    adAccountId: options.adAccount,
    phoneNumberId: options.phoneNumber,
    orderOutbox: options.outbox,
    apiVersion: options.apiVersion,
    marketingApiVersion: options.marketingApiVersion,
    baseUrl: options.baseUrl,
  };
}

/** Adds the options of every command that calls the Graph API. */
export function addGraphOptions(command: Command): Command {
  return command
    .option(
      "--api-version <version>",
      `Graph API version; default: WHATSAPP_API_VERSION, else ${defaultApiVersions.graph}`,
    )
    .option(
      "--base-url <url>",
      "scheme and host of the Graph API; default: WHATSAPP_BASE_URL, else https://graph.facebook.com",
    );
}

export const tokenHelp = `
Access token:
  Set WHATSAPP_ACCESS_TOKEN. There is no flag for it, since flags appear in
  process lists and shell histories.`;

export const accountTokenHelp = `${tokenHelp}
  If accounts have tokens of their own, set WHATSAPP_ACCESS_TOKENS_FILE or
  WHATSAPP_ACCESS_TOKEN_COMMAND instead.`;
