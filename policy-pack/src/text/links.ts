import { LinkifyIt, REBuilder } from "linkify-it";
import { urlOf } from "pulumi-whatsapp/schema";
import { parse } from "tldts";
import type { Span } from "../finding";

/** A link as it stands in a text, and where it leads. */
export interface Link extends Span {
  readonly shown: string;
  /** With its colon and in lower case, `https:`; undefined for a bare domain, which phones open too. */
  readonly scheme: string | undefined;
  /** As a browser understands it: lower case, Punycode, IP addresses in their usual form. */
  readonly host: string;
  /** From the slash, `/` when there is none. */
  readonly path: string;
}

/** Finds any ending; whether it is a real one is asked of the public suffix list. */
class AnyEnding extends REBuilder {
  override get_tld(): RegExp {
    return anyEnding;
  }
}

const anyEnding = /[a-z\u00a1-\uffff]{2,24}|xn--[a-z0-9-]{1,59}/;
const linkify = new LinkifyIt({ fuzzyLink: true, urlAuth: true, rebuilder: new AnyEnding() })
  .add("//", null)
  .add("whatsapp:", { validate: (text, at) => /^\/\/\S*/.exec(text.slice(at))?.[0].length ?? 0 });

/**
 * Endings that make a name of two parts a link although nothing else says so. Others are words too ("obrigado.de nada", "app.me chama"):
 * after a sentence without a space they would be false alarms, so they count only with `www.`, a path or a scheme.
 */
const sureEndings = new Set(
  [
    ["com", "net", "org", "info", "biz", "edu", "gov", "app", "dev", "shop", "store", "site", "online", "xyz", "io"],
    ["br", "pt", "mx", "ar", "cl", "co", "pe", "uy", "py", "ec", "ve", "cr", "gt", "uk", "ly", "gl", "gd", "cc"],
  ].flat(),
);

/** Where a link may be: between a scheme and its host, or before the last part of a name. */
export const marker = /:\/\/|[.。．｡](?=\p{L})/gu;
/** What no link holds. Emoji stand right beside links in greetings. */
export const boundary = /[\s<>"“”|]|\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}]/u;
export const scheme = /(?:https?|ftp|whatsapp):\/\//i;
/** Markup and brackets, and words with a colon, "Site:loja.com.br". An at sign stays: it makes a handle of what follows. */
export const openers = /^[^\p{L}\p{N}@]+/u;
export const label = /^[^:/.@?#]{1,40}:(?!\/\/|\d)/;
export const closers = /[*_~`]{1,3}$/;
const asianDots = /[。．｡]/g;

const mostBefore = 255;
const mostAfter = 2_000;
/** A greeting has a few links. Of a hostile text no more is looked at than takes some milliseconds: names of hosts are dear to find. */
const mostLinks = 100;
const mostRead = 8_000;
const costOfLooking = 30;

/** The links in a text, in their order. E-mail addresses and handles such as `@loja.com.br` are none. */
export function linksIn(text: string): readonly Link[] {
  const links: Link[] = [];
  const search = new RegExp(marker);
  let left = mostRead;
  let end = 0;
  for (
    let found = search.exec(text);
    found !== null && left > 0 && links.length < mostLinks;
    found = search.exec(text)
  ) {
    const before =
      text
        .slice(Math.max(end, found.index - mostBefore), found.index)
        .split(boundary)
        .at(-1) ?? "";
    const after = text.slice(found.index, found.index + mostAfter).split(boundary, 1)[0] ?? "";
    const start = found.index - before.length;
    end = found.index + Math.max(after.length, 1);
    search.lastIndex = end;
    left -= before.length + after.length + costOfLooking;
    links.push(...linksOfRun(before + after, start));
  }
  return links;
}

function linksOfRun(run: string, start: number): readonly Link[] {
  const at = run.search(scheme);
  const parts =
    at > 0
      ? [
          { part: run.slice(0, at), from: start },
          { part: run.slice(at), from: start + at },
        ]
      : [{ part: run, from: start }];
  return parts.flatMap(({ part, from }) => {
    const bare = without(openers, without(label, without(openers, part)));
    const offset = from + part.length - bare.length;
    return (linkify.match(bare.replace(asianDots, ".")) ?? []).flatMap((match) => {
      const shown = bare.slice(match.index, match.lastIndex).replace(closers, "");
      if (match.schema === "mailto:" || bare[match.index - 1] === "@") return [];
      const begin = offset + match.index;
      return linkOf(shown, match.schema, { start: begin, end: begin + shown.length });
    });
  });
}

function without(pattern: RegExp, text: string): string {
  return text.replace(pattern, "");
}

function linkOf(shown: string, schema: string, span: Span): readonly Link[] {
  const isBare = schema === "";
  const url = isBare ? `https://${shown}` : shown;
  const address = urlOf(url);
  if (address === undefined || (isBare && !isSurelyLink(shown))) return [];
  const { pathname } = address;
  const host = hostOf(url);
  return [{ ...span, shown, scheme: isBare ? undefined : schema, host, path: pathname === "" ? "/" : pathname }];
}

/** Where an address leads, as a browser understands it. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/\.$/, "");
}

function isSurelyLink(shown: string): boolean {
  const name = /^[^/?#:]*/.exec(shown)?.[0] ?? "";
  const { publicSuffix, isIcann, domainWithoutSuffix } = parse(name);
  if (isIcann !== true || publicSuffix === null || !/\p{L}/u.test(domainWithoutSuffix ?? "")) return false;
  const ending = name.slice(name.lastIndexOf(".") + 1);
  const isNamed = publicSuffix.includes(".");
  const isMarked = name.length < shown.length || /^www\./i.test(name);
  // A capital after the dot begins a sentence.
  const isLower = ending === ending.toLowerCase();
  const isUpper = name === name.toUpperCase();
  return isLower ? isMarked || isNamed || sureEndings.has(publicSuffix) : isNamed || (isUpper && isMarked);
}
