import { LinkifyIt, REBuilder } from "linkify-it";
import { urlOf } from "pulumi-whatsapp/schema";
import { parse } from "tldts";
import type { Span } from "../finding";
import { readAddresses } from "./plain-addresses";
import { cacheByText } from "./text-cache";

/** A link in a text and its destination. */
export interface Link extends Span {
  /** The link as written. */
  readonly shown: string;
  /** In lower case with its colon, e.g. `https:`. Undefined for a bare domain, which phones also open. */
  readonly scheme: string | undefined;
  /** As a browser reads it: lower case, Punycode, IP addresses in canonical form. */
  readonly host: string;
  /** Starts with a slash; `/` if the link has none. */
  readonly path: string;
}

/** Accepts any top-level domain. The public suffix list decides later whether it exists. */
class AnyTld extends REBuilder {
  override get_tld(): RegExp {
    return anyTld;
  }
}

const anyTld = /[a-z\u00a1-\uffff]{2,24}|xn--[a-z0-9-]{1,59}/;
const linkify = new LinkifyIt({ fuzzyLink: true, urlAuth: true, rebuilder: new AnyTld() })
  .add("//", null)
  .add("whatsapp:", { validate: (text, at) => /^\/\/\S*/.exec(text.slice(at))?.[0].length ?? 0 });

/**
 * Top-level domains that make a name of two parts a link on their own. Others are also words ("obrigado.de nada", "app.me chama") and cause
 * false alarms where a space is missing after a sentence, so they need `www.`, a path or a scheme.
 */
const unambiguousTlds = new Set(
  [
    ["com", "net", "org", "info", "biz", "edu", "gov", "app", "dev", "shop", "store", "site", "online", "xyz", "io"],
    ["br", "pt", "mx", "ar", "cl", "co", "pe", "uy", "py", "ec", "ve", "cr", "gt", "uk", "ly", "gl", "gd", "cc"],
  ].flat(),
);

/** Matches a position inside a possible link: between a scheme and its host, or before the last part of a name. */
export const marker = /:\/\/|[.。．｡](?=\p{L})/gu;
/** Matches characters that end a link. Greetings often have emoji right next to links. */
export const boundary = /[\s<>"“”|\u20E3]|\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]/u;
export const scheme = /(?:https?|ftp|whatsapp):\/\//i;
/** These match markup, brackets and words with a colon before a link ("Site:loja.com.br"). An at sign stays: it begins a handle. */
export const openers = /^[^\p{L}\p{N}@]+/u;
export const label = /^[^:/.@?#]{1,40}:(?!\/\/|\d)/;
export const closers = /[*_~`]{1,3}$/;
const asianDots = /[。．｡]/g;

/** Matches "with or without" in place of a domain and path: "no cartão.Com/sem entrada". */
export const alternative = /\.com\/(?:sem|sin)\b/i;

const maxBefore = 255;
const maxAfter = 2_000;
/** Limits for hostile texts: finding host names is slow, and a greeting has a few links. */
const maxLinks = 100;
const maxRead = 8_000;
const costPerCandidate = 30;

/** Finds the links of a text, in order. Skips e-mail addresses and handles such as `@loja.com.br`. */
export const findLinks = cacheByText(findSourceLinks);

function findSourceLinks(source: string): readonly Link[] {
  const addresses = readAddresses(source);
  return findPlainLinks(addresses.text).map((link) => {
    const span = addresses.sourceSpan(link);
    return { ...link, ...span, shown: source.slice(span.start, span.end) };
  });
}

function findPlainLinks(text: string): readonly Link[] {
  const links: Link[] = [];
  const search = new RegExp(marker);
  let left = maxRead;
  let end = 0;
  for (
    let found = search.exec(text);
    found !== null && left > 0 && links.length < maxLinks;
    found = search.exec(text)
  ) {
    const before =
      text
        .slice(Math.max(end, found.index - maxBefore), found.index)
        .split(boundary)
        .at(-1) ?? "";
    const after = text.slice(found.index, found.index + maxAfter).split(boundary, 1)[0] ?? "";
    const start = found.index - before.length;
    end = found.index + Math.max(after.length, 1);
    search.lastIndex = end;
    left -= before.length + after.length + costPerCandidate;
    links.push(...findLinksInRun(before + after, start));
  }
  return links;
}

function findLinksInRun(run: string, start: number): readonly Link[] {
  const at = run.search(scheme);
  const parts =
    at > 0
      ? [
          { part: run.slice(0, at), from: start },
          { part: run.slice(at), from: start + at },
        ]
      : [{ part: run, from: start }];
  return parts.flatMap(({ part, from }) => {
    const bare = removePattern(openers, removePattern(label, removePattern(openers, part))).replace(asianDots, ".");
    const offset = from + part.length - bare.length;
    return (linkify.match(bare) ?? []).flatMap((match) => {
      const shown = bare.slice(match.index, match.lastIndex).replace(closers, "");
      if (match.schema === "mailto:" || bare[match.index - 1] === "@") return [];
      const begin = offset + match.index;
      return createLinks(shown, match.schema, { start: begin, end: begin + shown.length });
    });
  });
}

function removePattern(pattern: RegExp, text: string): string {
  return text.replace(pattern, "");
}

function createLinks(shown: string, schema: string, span: Span): readonly Link[] {
  const isBare = schema === "";
  const url = isBare ? `https://${shown}` : shown;
  const address = urlOf(url);
  if (address === undefined || (isBare && !isUnambiguousLink(shown))) return [];
  const { pathname } = address;
  const host = parseHost(url);
  return [{ ...span, shown, scheme: isBare ? undefined : schema, host, path: pathname === "" ? "/" : pathname }];
}

/** Returns the host of a URL as a browser reads it. */
export function parseHost(url: string): string {
  return new URL(url).hostname.replace(/\.$/, "");
}

function isUnambiguousLink(shown: string): boolean {
  const name = /^[^/?#:]*/.exec(shown)?.[0] ?? "";
  const { publicSuffix, isIcann, domainWithoutSuffix } = parse(name);
  if (isIcann !== true || publicSuffix === null || !/\p{L}/u.test(domainWithoutSuffix ?? "")) return false;
  const tld = name.slice(name.lastIndexOf(".") + 1);
  const isNamed = publicSuffix.includes(".");
  const isMarked = name.length < shown.length || /^www\./i.test(name);
  // A capital after the dot usually begins a sentence.
  const isLower = tld === tld.toLowerCase();
  if (isLower) return isMarked || isNamed || unambiguousTlds.has(publicSuffix);
  const isUpper = name === name.toUpperCase();
  return isNamed || (isMarked && (isUpper || (unambiguousTlds.has(publicSuffix) && !alternative.test(shown))));
}
