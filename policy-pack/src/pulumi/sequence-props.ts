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
export const isUnknownValue = (error: unknown): error is Error =>
  error instanceof Error && "unknownTypeSentinel" in error;

/** Reads the texts of a sequence one by one, so that one that is not known yet does not hide the others. */
export function contentIn(props: Props): Read<Content> {
  let unknown: Error | undefined;
  const known = <T>(look: () => T): T | undefined => {
    try {
      return look();
    } catch (error) {
      if (!isUnknownValue(error)) throw error;
      unknown ??= error;
      return undefined;
    }
  };
  const text = (holder: unknown, key: string): string | undefined =>
    known(() => {
      const value = isRecord(holder) ? holder[key] : undefined;
      return typeof value === "string" ? value : undefined;
    });
  const list = known(() => props["iceBreakers"]);
  const iceBreakers = Array.isArray(list)
    ? Array.from({ length: list.length }, (_, i) =>
        text(
          known(() => (list as unknown[])[i]),
          "title",
        ),
      )
    : [];
  const [name, body, autofill] = [
    text(props, "name"),
    text(props, "text"),
    text(
      known(() => props["autofillMessage"]),
      "content",
    ),
  ];
  const value = {
    ...(name === undefined ? {} : { name }),
    ...(body === undefined ? {} : { text: body }),
    ...(autofill === undefined ? {} : { autofill }),
    iceBreakers,
  };
  return { value, unknown };
}

const isRecord = (value: unknown): value is Props => typeof value === "object" && value !== null;

/**
 * The properties with every text of a sequence mended, or undefined when nothing changes. All else stays as it is, the hidden input of
 * dynamic resources, values that are not known yet and secrets included; so properties are copied without being read.
 */
export function mended(props: Props, mend: (text: string) => string): Record<string, unknown> | undefined {
  const copy = copyOf(props);
  const changed = [
    ...["name", "text"].map((key) => mendIn(copy, key, mend)),
    mendWithin(copy, "autofillMessage", "content", mend),
    mendList(copy, mend),
  ];
  return changed.includes(true) ? copy : undefined;
}

/** A copy that holds what the SDK's proxy guards. */
const copyOf = (value: object): Record<string, unknown> =>
  Object.defineProperties({}, Object.getOwnPropertyDescriptors(value));

function mendIn(holder: Record<string, unknown>, key: string, mend: (text: string) => string): boolean {
  const value = holder[key];
  const text: unknown = value instanceof Secret ? value.value : value;
  if (typeof text !== "string") return false;
  const better = mend(text);
  if (better === text) return false;
  holder[key] = value instanceof Secret ? new Secret(better) : better;
  return true;
}

function mendWithin(
  holder: Record<string, unknown>,
  key: string,
  part: string,
  mend: (text: string) => string,
): boolean {
  const value = holder[key];
  if (!isRecord(value) || value instanceof Secret) return false;
  const copy = copyOf(value);
  if (!mendIn(copy, part, mend)) return false;
  holder[key] = copy;
  return true;
}

function mendList(holder: Record<string, unknown>, mend: (text: string) => string): boolean {
  const list: unknown = holder["iceBreakers"];
  if (!Array.isArray(list)) return false;
  const copy: Record<string, unknown> = Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(list)).map(([key, { value }]) => [key, value as unknown]),
  );
  const changed = list.map((_, i) => mendWithin(copy, String(i), "title", mend));
  if (changed.includes(true)) holder["iceBreakers"] = list.map((_, i) => copy[String(i)]);
  return changed.includes(true);
}
