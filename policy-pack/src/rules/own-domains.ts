import { domainToASCII } from "node:url";
import { parse } from "tldts";
import { z } from "zod";
import { quoted } from "../finding";
import { isUnder } from "./link-findings";

function asHost(domain: string): string {
  return domainToASCII(domain.toLowerCase());
}

/** A domain that an organisation may call its own, in its own letters or in Punycode. */
export const domainShape = z
  .string()
  .refine((given) => parse(asHost(given)).domain !== null && parse(given).hostname === given.toLowerCase(), {
    error: "must be a domain of your own such as exemplo.com.br, without https:// and path, and not a public suffix",
  });

export interface OwnDomains {
  /** Whether the host is one of them or lies below one. */
  readonly has: (host: string) => boolean;
  /** The first of them, for messages. */
  readonly shown: string;
}

export function ownDomains(domains: readonly string[]): OwnDomains {
  const allowed = new Set(domains.map(asHost));
  return {
    has: (host) => isUnder(host, allowed),
    shown: domains.slice(0, 3).join(", ") + (domains.length > 3 ? " and others" : ""),
  };
}

/** That a link leads to no domain of them. */
export function leadsElsewhere(shown: string, host: string): string {
  return `${quoted(shown)} leads to ${quoted(parse(host).domain ?? host)}, which is not one of the allowed domains`;
}
