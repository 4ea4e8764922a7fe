/** One emoji as people see it: a flag, a keycap, or a picture with its skin tone and all that is joined to it. */
const picture = String.raw`(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|(?=\p{Emoji})[\u2600-\u27BF])`;
const part = String.raw`(?:\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)`;

export const emoji = new RegExp(
  String.raw`\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|${picture}\p{Emoji_Modifier}?\uFE0F?(?:\u200D${part})*[\u{E0020}-\u{E007F}]*`,
  "gu",
);
