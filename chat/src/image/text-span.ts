import type { Inline } from "../model/rich-text";
import type { Theme } from "./theme";

export interface TextStyle {
  /** Font size in px. */
  readonly size: number;
  readonly color: string;
  readonly isBold?: boolean;
  readonly isItalic?: boolean;
  readonly isMonospaced?: boolean;
  readonly isStruckThrough?: boolean;
  readonly isUnderlined?: boolean;
  readonly background?: string;
}

/** Text of one style. */
export interface TextSpan {
  readonly text: string;
  readonly style: TextStyle;
}

/** Flattens formatted text. */
export function spansFromInlines(inlines: readonly Inline[], style: TextStyle, theme: Theme): readonly TextSpan[] {
  return inlines.flatMap((inline): readonly TextSpan[] => {
    switch (inline.kind) {
      case "text":
        return [{ text: inline.text, style }];
      case "link":
        return [{ text: inline.text, style: { ...style, color: theme.link, isUnderlined: true } }];
      case "code":
        return [{ text: inline.text, style: { ...style, isMonospaced: true, background: theme.shade } }];
      case "bold":
        return spansFromInlines(inline.content, { ...style, isBold: true }, theme);
      case "italic":
        return spansFromInlines(inline.content, { ...style, isItalic: true }, theme);
      case "strikethrough":
        return spansFromInlines(inline.content, { ...style, isStruckThrough: true }, theme);
      default:
        return inline satisfies never;
    }
  });
}

/** Replaces each character that XML does not allow, such as a control character or half of a surrogate pair, by U+FFFD. */
export function replaceInvalidCharacters(text: string): string {
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g, "\ufffd");
}
