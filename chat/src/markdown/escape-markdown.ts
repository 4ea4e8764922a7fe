/**
 * Characters after which GitHub and GitLab look for a reference or a link: @user, #123, !12, $1, %milestone, ~label, ^alert, :emoji:, paths,
 * hosts, JIRA-1. A word joiner after them is invisible and ends the match. A keycap emoji keeps its variation selector.
 */
const beforeReference = /[@#!$%&~^*[:/.-](?=[^\s\ufe0f\u20e3])/gu;
/** Words that may be the hash of a commit, which both services link. */
const commitHash = /[0-9a-f]{7,}/gi;
const wordJoiner = "\u2060";
/** Characters that have a meaning in Markdown or HTML. */
const syntax = /[\\`*_~[\]<>&!|$:@#^%"'(){}=+]/g;
/** Flags of England, Scotland and Wales: a black flag with invisible letters. Other letters after it could hide a text. */
const flagOfTags =
  "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}";
/** Characters that are invisible or reorder text, in the group. The joiners of emoji and scripts are kept. */
const invisible = new RegExp(`${flagOfTags}|((?![\\n\\u200c\\u200d\\u2060])[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}])`, "gu");

/**
 * Escapes a text for Markdown and for HTML in Markdown, on GitHub and GitLab: it forms no formatting, links, mentions, references, emoji
 * codes, math, images or HTML. Line breaks become `<br>`, invisible characters become `\uXXXX` or `\u{XXXXX}`. Write it after other text of the line: a
 * text at the start of a line could form a list.
 */
export function escapeMarkdown(text: string): string {
  const plain = showInvisible(text)
    .replace(beforeReference, `$&${wordJoiner}`)
    .replace(commitHash, (word) => word.replace(/.{6}(?=.)/g, `$&${wordJoiner}`));
  return encodeSyntax(plain);
}

/** Formats a text as code, in which neither service looks for references. It can be copied as it is. */
export function codeMarkdown(text: string): string {
  return `<code>${encodeSyntax(showInvisible(text))}</code>`;
}

function encodeSyntax(text: string): string {
  return text.replace(syntax, (character) => `&#${character.charCodeAt(0)};`).replace(/\n/g, "<br>");
}

function showInvisible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/\t/g, " ")
    .replace(/\u2060/g, "\\u2060")
    .replace(invisible, (match, character?: string) => (character === undefined ? match : escapeCharacter(character)));
}

function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
  return code.length === 4 ? `\\u${code}` : `\\u{${code}}`;
}
