import { LinkifyIt } from "linkify-it";
import type { Inline, InlineStyle } from "./rich-text";

const styles = new Map<string, InlineStyle>([
  ["*", "bold"],
  ["_", "italic"],
  ["~", "strikethrough"],
]);
const wordCharacter = /[\p{L}\p{N}\p{M}]/u;
const linkify = new LinkifyIt({ fuzzyLink: true });

interface Span {
  readonly inline: Inline;
  readonly start: number;
  readonly end: number;
}

/**
 * Parses one line. A marker opens unless it follows a letter or digit or precedes a space; it closes unless it follows a space or precedes
 * a letter or digit. Markers without a partner, around nothing or other markers, inside words, links or code are text, and so are three or
 * more in a row: people write them as a line.
 */
export function parseInline(line: string): readonly Inline[] {
  return new LineParser(line).parse(0, line.length, new Set());
}

class LineParser {
  readonly #line: string;
  /** Links and code, by their first character: nothing inside them is formatting. */
  readonly #opaque: ReadonlyMap<number, Span>;

  constructor(line: string) {
    this.#line = line;
    this.#opaque = findOpaqueSpans(line);
  }

  /** Parses a part of the line. A style does not contain itself, so the depth is at most three. */
  parse(start: number, end: number, open: ReadonlySet<string>): readonly Inline[] {
    const inlines: Inline[] = [];
    const unclosed = new Set(open);
    let textStart = start;
    let at = start;
    while (at < end) {
      const span = this.#opaque.get(at) ?? this.#findStyled(at, end, open, unclosed);
      if (span === undefined) {
        at++;
        continue;
      }
      inlines.push(...textInlines(this.#line.slice(textStart, at)), span.inline);
      at = span.end;
      textStart = at;
    }
    return [...inlines, ...textInlines(this.#line.slice(textStart, end))];
  }

  /** Finds the styled span that begins at `start`. Adds its marker to `unclosed` if no marker up to `end` closes. */
  #findStyled(start: number, end: number, open: ReadonlySet<string>, unclosed: Set<string>): Span | undefined {
    const marker = this.#line[start] ?? "";
    const kind = styles.get(marker);
    if (kind === undefined || unclosed.has(marker) || !isOpener(this.#line, start)) return undefined;
    const close = this.#findCloser(marker, this.#opaque.get(start + 1)?.end ?? start + 2, end);
    if (close === undefined) {
      unclosed.add(marker);
      return undefined;
    }
    if (/^[*_~\s]+$/.test(this.#line.slice(start + 1, close))) return undefined;
    const content = this.parse(start + 1, close, new Set([...open, marker]));
    return { inline: { kind, content }, start, end: close + 1 };
  }

  #findCloser(marker: string, from: number, end: number): number | undefined {
    let at = from;
    while (at < end) {
      const opaque = this.#opaque.get(at);
      if (opaque === undefined && this.#line[at] === marker && isCloser(this.#line, at)) return at;
      at = opaque?.end ?? at + 1;
    }
    return undefined;
  }
}

function isOpener(line: string, at: number): boolean {
  return !wordCharacter.test(characterBefore(line, at)) && /\S/.test(line[at + 1] ?? "") && !isInRow(line, at);
}

function isCloser(line: string, at: number): boolean {
  return /\S/.test(line[at - 1] ?? "") && !wordCharacter.test(characterAt(line, at + 1)) && !isInRow(line, at);
}

/** True for one of three or more equal markers: any three around it include it. */
function isInRow(line: string, at: number): boolean {
  return line.slice(Math.max(0, at - 2), at + 3).includes((line[at] ?? "").repeat(3));
}

/** Finds code and links. Code wins where they overlap. */
function findOpaqueSpans(line: string): ReadonlyMap<number, Span> {
  const spans = new Map<number, Span>();
  const code = findCode(line);
  code.forEach((span) => spans.set(span.start, span));
  const open = new Set<string>();
  let at = 0;
  for (const match of linkify.match(hideOpeners(line)) ?? []) {
    while (at < match.index) {
      const span = spans.get(at);
      if (span === undefined) updateOpenMarkers(open, line, at);
      at = span?.end ?? at + 1;
    }
    const markers = countClosingMarkers(match.text, open);
    const text = match.text.slice(0, match.text.length - markers);
    const [start, end] = [match.index, match.index + text.length];
    if (code.some((span) => start < span.end && span.start < end)) continue;
    const url = match.url.slice(0, match.url.length - markers);
    spans.set(start, { inline: { kind: "link", text, url }, start, end });
  }
  return spans;
}

/** Replaces opening markers by spaces: linkify-it sees no link after some of them, and others as a part of a mail address. */
function hideOpeners(line: string): string {
  return line.replace(/(?<![\p{L}\p{N}\p{M}*_~])[*_~]+(?=[\p{L}\p{N}])/gu, (markers) => " ".repeat(markers.length));
}

function updateOpenMarkers(open: Set<string>, line: string, at: number): void {
  const marker = line[at] ?? "";
  if (!styles.has(marker)) return;
  if (open.has(marker) && isCloser(line, at)) open.delete(marker);
  else if (isOpener(line, at)) open.add(marker);
}

/** Counts the markers at the end of a link that close formatting around it. Others are a part of its address. */
function countClosingMarkers(link: string, open: ReadonlySet<string>): number {
  const unclosed = new Set(open);
  let count = 0;
  while (unclosed.delete(link.at(-1 - count) ?? "")) count++;
  return count;
}

/** Finds code between single or triple backticks. Blank code is text. */
function findCode(line: string): readonly Span[] {
  return [...line.matchAll(/```(?!`)(.+?)```|`([^`]+)`/g)].flatMap((match) => {
    const text = match[1] ?? match[2] ?? "";
    if (text.trim() === "") return [];
    return [{ inline: { kind: "code", text }, start: match.index, end: match.index + match[0].length }];
  });
}

function textInlines(text: string): readonly Inline[] {
  return text === "" ? [] : [{ kind: "text", text }];
}

function characterAt(line: string, at: number): string {
  return String.fromCodePoint(line.codePointAt(at) ?? 0x20);
}

/** Character before `at`: both halves of a surrogate pair. */
function characterBefore(line: string, at: number): string {
  return at === 0 ? " " : (Array.from(line.slice(Math.max(0, at - 2), at)).at(-1) ?? " ");
}
