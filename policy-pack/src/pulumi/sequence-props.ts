import { Secret } from "@pulumi/policy";
import type { Content } from "../content";

/** Properties as the SDK hands them to a policy: to read one that is not known yet throws. */
export type Props = Readonly<Record<string, unknown>>;

/** What could be read, and the SDK's error about the first value that is not known yet; thrown, it becomes a note in the preview. */
export interface Read<T> {
  readonly value: T;
  readonly unknown: Error | undefined;
}

/** The SDK's `UnknownValueError`, whose type it does not declare. */
function isUnknownValue(error: unknown): error is Error {
  return error instanceof Error && "unknownTypeSentinel" in error;
}

/** What is read, undefined where it is not known yet. */
export function known<T>(look: () => T, note: (unknown: Error) => void = () => undefined): T | undefined {
  try {
    return look();
  } catch (error) {
    if (!isUnknownValue(error)) throw error;
    note(error);
    return undefined;
  }
}

/** Reads the texts of a sequence one by one, so that one that is not known yet does not hide the others. */
export function contentIn(props: Props): Read<Content> {
  let unknown: Error | undefined;
  const noted = <T>(look: () => T): T | undefined => known(look, (error) => (unknown ??= error));
  const text = (holder: unknown, key: string): string | undefined =>
    noted(() => {
      const value = isRecord(holder) ? holder[key] : undefined;
      return typeof value === "string" ? value : undefined;
    });
  const list = noted(() => props["iceBreakers"]);
  const iceBreakers = Array.isArray(list)
    ? Array.from({ length: list.length }, (_, i) =>
        text(
          noted(() => (list as unknown[])[i]),
          "title",
        ),
      )
    : [];
  const [name, body, autofill] = [
    text(props, "name"),
    text(props, "text"),
    text(
      noted(() => props["autofillMessage"]),
      "content",
    ),
  ];
  const value = {
    ...(name === undefined ? {} : { name }),
    ...(body === undefined ? {} : { text: body }),
    ...(autofill === undefined ? {} : { autofill }),
    iceBreakers,
    ...(unknown === undefined ? {} : { isPartial: true }),
  };
  return { value, unknown };
}

export function isRecord(value: unknown): value is Props {
  return typeof value === "object" && value !== null;
}

/** Where the texts of a sequence stand; `*` is every element of a list. */
const textPaths = [["name"], ["text"], ["autofillMessage", "content"], ["iceBreakers", "*", "title"]] as const;

/** A copy without the SDK's proxy, which guards reading, not describing: a value that is not known yet is copied without being read. */
export function unguarded(props: Props): Props {
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(props));
}

/**
 * The properties with every text of a sequence mended, or undefined when nothing changes. All else stays as it is: the hidden input of
 * dynamic resources, values that are not known yet, and what is secret.
 */
export function mended(props: Props, mend: (text: string) => string): Props | undefined {
  const given = unguarded(props);
  const better = textPaths.reduce<unknown>((value, path) => mendedAt(value, path, mend), given);
  return better === given || !isRecord(better) ? undefined : better;
}

/** The same value when nothing changes in it. */
function mendedAt(value: unknown, path: readonly string[], mend: (text: string) => string): unknown {
  const [key, ...rest] = path;
  if (value instanceof Secret) {
    const [held, better] = [value.value as unknown, mendedAt(value.value, path, mend)];
    return better === held ? value : new Secret(better);
  }
  if (key === undefined) return typeof value === "string" ? mend(value) : value;
  if (key === "*") {
    if (!Array.isArray(value)) return value;
    const better = value.map((part: unknown) => mendedAt(part, rest, mend));
    return better.every((part, i) => part === value[i]) ? value : better;
  }
  if (!isRecord(value)) return value;
  const better = mendedAt(value[key], rest, mend);
  return better === value[key] ? value : { ...value, [key]: better };
}
