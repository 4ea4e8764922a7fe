import { domainToASCII } from "node:url";
import { parse } from "tldts";
import { z } from "zod";
import { quote, type Message } from "../finding";

/** True if the host is one of these domains or a subdomain. */
export function isUnder(host: string, domains: ReadonlySet<string>): boolean {
  const labels = host.split(".");
  return labels.some((_, i) => domains.has(labels.slice(i).join(".")));
}

function toAsciiHost(domain: string): string {
  return domainToASCII(domain.toLowerCase());
}

/** A registrable domain, in its own letters or in Punycode. */
export const domainShape = z
  .string()
  .refine((given) => parse(toAsciiHost(given)).domain !== null && parse(given).hostname === given.toLowerCase(), {
    error: "must be a domain of your own such as exemplo.com.br, without https:// and path, and not a public suffix",
  });

export interface AllowedDomains {
  /** True if the host is one of the domains or a subdomain. */
  readonly has: (host: string) => boolean;
  /** The first domains, for messages. */
  readonly summary: Message;
}

export function createAllowedDomains(domains: readonly string[]): AllowedDomains {
  const allowed = new Set(domains.map(toAsciiHost));
  const first = domains.slice(0, 3).join(", ");
  const hasMore = domains.length > 3;
  return {
    has: (host) => isUnder(host, allowed),
    summary: {
      en: `${first}${hasMore ? " and others" : ""}`,
      pt: `${first}${hasMore ? " e outros" : ""}`,
      es: `${first}${hasMore ? " y otros" : ""}`,
    },
  };
}

/** Describes a link to a domain that is not allowed. */
export function describeForeignLink(shown: string, host: string): Message {
  const domain = quote(parse(host).domain ?? host);
  return {
    en: `${quote(shown)} leads to ${domain}, which is not one of the allowed domains`,
    pt: `${quote(shown)} leva a ${domain}, que não é um dos domínios permitidos`,
    es: `${quote(shown)} lleva a ${domain}, que no es uno de los dominios permitidos`,
  };
}
