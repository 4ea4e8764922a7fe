import { listEdits, listEditsWithin, MappedText } from "./mapped-text";
import { compatibleCharacter, readCharacter } from "./readable-characters";
import { findSpans } from "./spans";

// Top-level domains that are no words after a dot or the word "dot".
const domains = "(?:com|net|org|info|biz|io|ly|gl|gd|cc)";
const shortDomains = "(?:ly|gl|gd|cc)";

/** Matches what people write for the dot of a host, so that programs do not see a link: "bit[.]ly", "bit . ly/x", "bit dot ly". */
export const disguisedDot = new RegExp(
  [
    String.raw`(?<=[\p{L}\p{N}]) ?[[({<] ?(?:\.|dot|ponto|punto) ?[\])}>] ?(?=[\p{L}\p{N}])`,
    String.raw`(?<=[a-z\d]) \. (?=${domains}(?:/\S|\.[a-z]{2}(?![a-z])))`,
    String.raw`(?<=[a-z\d])(?: \.|\. )(?=${shortDomains}/\w)`,
    String.raw`(?<=[a-z\d]) dot (?=${domains}(?![\p{L}\p{N}]))`,
    String.raw`(?<=[a-z\d]) p[ou]nto (?=${shortDomains}(?![\p{L}\p{N}])|com(?:/| p[ou]nto [a-z]{2}(?![\p{L}\p{N}])))`,
    String.raw`(?<=[. ]com) p[ou]nto (?=[a-z]{2}(?![\p{L}\p{N}]))`,
  ].join("|"),
  "giu",
);
/** Matches a scheme that is changed for the same purpose: "hxxps://", "https[:]//". */
export const disguisedScheme = /(?<![\p{L}\p{N}])h(?:xx|tt)p(s?)(?::|\[:\])\/\//giu;
/** Matches the dot at the end of a host, which changes nothing. */
export const finalDot = /(?<=[\p{L}\p{N}])\.(?=\/\S)/gu;
export const host = /:\/\/[^\s/?#<>"]{1,255}/g;
export const encoded = /(?:%[\dA-Fa-f]{2})+/g;
/** Matches characters of a host. Others stay encoded, because they would change the parts of the address. */
export const hostCharacters = /^[\p{L}\p{N}.．。｡-]+$/u;

/** Returns the text in which addresses are written as a browser reads them, with its places in the source. */
export function readAddresses(source: string): MappedText {
  const readable = MappedText.fromSource(source).applyEdits(
    listEdits(source, compatibleCharacter, ([character]) => readCharacter(character)),
  );
  const linked = readable.applyEdits(
    listEdits(readable.text, disguisedScheme, ([, secure = ""]) => `http${secure}://`),
  );
  const decoded = linked.applyEdits(
    listEditsWithin(linked.text, findSpans(linked.text, host), encoded, ([piece]) => decodeHost(piece)),
  );
  const dotted = decoded.applyEdits(listEdits(decoded.text, disguisedDot, () => "."));
  return dotted.applyEdits(listEdits(dotted.text, finalDot, () => ""));
}

function decodeHost(piece: string): string | undefined {
  try {
    const characters = decodeURIComponent(piece);
    return hostCharacters.test(characters) ? characters.normalize("NFKC") : undefined;
  } catch {
    return undefined;
  }
}
