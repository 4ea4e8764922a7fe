/** The texts of one sequence, as far as they are known. What is not known yet, or not given, is absent. */
export interface Content {
  readonly name?: string;
  readonly text?: string;
  readonly autofill?: string;
  /** By their place in the list; undefined is one that is not known yet. */
  readonly iceBreakers: readonly (string | undefined)[];
  /** Something of it is not known yet, or secret: as a whole it cannot be judged. */
  readonly isPartial?: boolean;
}

/** Kinds of texts. All but the name are seen by people outside. */
export type Part = "name" | "text" | "autofill" | "iceBreakers";

export const shownParts = ["text", "autofill", "iceBreakers"] as const satisfies readonly Part[];
export const allParts = ["name", ...shownParts] as const satisfies readonly Part[];

// WhatsApp takes texts of 4,096 characters, so whatever can be sent is read to its end. Of a text made to keep rules busy the rest is not.
const mostUnits = 10_000;

export function isReadWhole(text: string): boolean {
  return text.length <= mostUnits;
}

/** The texts as far as rules read them. */
export function readPart({ name, text, autofill, iceBreakers, ...more }: Content): Content {
  const cut = (long: string): string =>
    isReadWhole(long) ? long : long.slice(0, mostUnits).replace(/[\uD800-\uDBFF]$/, "");
  return {
    ...more,
    ...(name === undefined ? {} : { name: cut(name) }),
    ...(text === undefined ? {} : { text: cut(text) }),
    ...(autofill === undefined ? {} : { autofill: cut(autofill) }),
    iceBreakers: iceBreakers.map((title) => (title === undefined ? title : cut(title))),
  };
}

/** One text, and its path in the arguments of the resource: `iceBreakers[1].title`. */
export interface Place {
  readonly part: Part;
  readonly path: string;
  readonly text: string;
}

/** The texts of these kinds that are known and not empty, in the order in which people read them. */
export function placesOf(content: Content, parts: readonly Part[] = shownParts): readonly Place[] {
  return [
    { part: "name", path: "name", text: content.name } as const,
    { part: "text", path: "text", text: content.text } as const,
    { part: "autofill", path: "autofillMessage.content", text: content.autofill } as const,
    ...content.iceBreakers.map((text, i) => ({ part: "iceBreakers", path: `iceBreakers[${i}].title`, text }) as const),
  ].flatMap(({ part, path, text }) =>
    parts.includes(part) && text !== undefined && text !== "" ? [{ part, path, text }] : [],
  );
}
