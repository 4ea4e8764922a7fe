/** Converts doc comments to descriptions for users of all languages. */

/** Converts the text of a doc comment to Markdown: one line per paragraph, names instead of links to declarations. */
export function toMarkdown(text) {
  return text
    .replace(/\{@link ([\w.]+)\s*\}/g, "`$1`")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, " ").trim())
    .join("\n\n");
}

/**
 * Describes the values of an enumeration. The property's description must have a sentence about each of them that begins with the value:
 * `"pause"` pauses the ad.
 * @returns {{ value: string, description: string }[]}
 */
export function describeValues(property, description, values) {
  return values.map((value) => {
    const sentence = new RegExp(`(?:^|\\. )\`"${value}"\` ([^.]+\\.)`).exec(description)?.[1];
    if (sentence === undefined)
      throw new Error(`No sentence of the doc comment of ${property} begins with \`"${value}"\`.`);
    return { value, description: sentence[0].toUpperCase() + sentence.slice(1) };
  });
}
