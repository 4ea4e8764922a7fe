import { showInvisible } from "pulumi-whatsapp/schema";

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

/**
 * Escapes a text for Markdown and for HTML in Markdown, on GitHub and GitLab: it forms no formatting, links, mentions, references, emoji
 * codes, math, images or HTML. Line breaks become `<br>`, invisible characters become `\uXXXX` or `\u{XXXXX}`. Write it after other text of
 * the line: a text at the start of a line could form a list.
 */
export function escapeMarkdown(text: string): string {
  const plain = showCharacters(text)
    .replace(beforeReference, `$&${wordJoiner}`)
    .replace(commitHash, (word) => word.replace(/.{6}(?=.)/g, `$&${wordJoiner}`));
  return encodeSyntax(plain);
}

/** Formats a text as code, in which neither service looks for references. It can be copied as it is. */
export function codeMarkdown(text: string): string {
  return `<code>${encodeSyntax(showCharacters(text))}</code>`;
}

function encodeSyntax(text: string): string {
  return text.replace(syntax, (character) => `&#${character.charCodeAt(0)};`).replace(/\n/g, "<br>");
}

/** Shows invisible characters. Tabs become spaces. */
function showCharacters(text: string): string {
  return showInvisible(text.replace(/\t/g, " "));
}
