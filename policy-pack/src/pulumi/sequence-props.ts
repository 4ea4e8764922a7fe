import { Secret, type PolicyResource } from "@pulumi/policy";
import { kindOfType } from "pulumi-whatsapp/schema";
import type { Content } from "../content";
import type { StackSequence } from "../rules/rule";

/** Properties of a resource in a policy. Reading one that is not known yet throws. */
export type Props = Readonly<Record<string, unknown>>;

/** The known values, and the SDK's error for the first value that is not known yet. Thrown, the error becomes a note in the preview. */
export interface PartlyKnown<T> {
  readonly value: T;
  readonly unknown: Error | undefined;
}

/** The SDK's `UnknownValueError`, whose type it does not declare. */
function isUnknownValue(error: unknown): error is Error {
  return error instanceof Error && "unknownTypeSentinel" in error;
}

/** Reads a value. Returns undefined if it is not known yet. */
export function readKnown<T>(read: () => T, note: (unknown: Error) => void = () => undefined): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!isUnknownValue(error)) throw error;
    note(error);
    return undefined;
  }
}

/** Reads each text of a sequence separately, so that an unknown one does not hide the others. */
export function readContent(props: Props): PartlyKnown<Content> {
  let unknown: Error | undefined;
  const tryRead = <T>(read: () => T): T | undefined => readKnown(read, (error) => (unknown ??= error));
  const text = (parent: unknown, key: string): string | undefined =>
    tryRead(() => {
      const value = isRecord(parent) ? parent[key] : undefined;
      return typeof value === "string" ? value : undefined;
    });
  const list = tryRead(() => props["iceBreakers"]);
  const iceBreakers = Array.isArray(list)
    ? Array.from({ length: list.length }, (_, i) =>
        text(
          tryRead(() => (list as unknown[])[i]),
          "title",
        ),
      )
    : [];
  const [name, body, autofill] = [
    text(props, "name"),
    text(props, "text"),
    text(
      tryRead(() => props["autofillMessage"]),
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

/** Paths of a sequence's texts. `*` is each element of a list. */
const textPaths = [["name"], ["text"], ["autofillMessage", "content"], ["iceBreakers", "*", "title"]] as const;

/** Copies properties without the SDK's proxy. The proxy throws on reads but not on property descriptors, so unknown values are copied unread. */
export function copyWithoutProxy(props: Props): Props {
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(props));
}

/**
 * Remediates each text of a sequence. Returns undefined if nothing changes. Keeps everything else: the hidden input of dynamic resources,
 * unknown values and secrets.
 */
export function remediateProps(props: Props, remediate: (text: string) => string): Props | undefined {
  const given = copyWithoutProxy(props);
  const remediated = textPaths.reduce<unknown>((value, path) => remediateValue(value, path, remediate), given);
  return remediated === given || !isRecord(remediated) ? undefined : remediated;
}

/** Returns the same value if nothing in it changes. */
function remediateValue(value: unknown, path: readonly string[], remediate: (text: string) => string): unknown {
  const [key, ...rest] = path;
  if (value instanceof Secret) {
    const remediated = remediateValue(value.value, path, remediate);
    return remediated === value.value ? value : new Secret(remediated);
  }
  if (key === undefined) return typeof value === "string" ? remediate(value) : value;
  if (key === "*") {
    if (!Array.isArray(value)) return value;
    const remediated = value.map((part: unknown) => remediateValue(part, rest, remediate));
    return remediated.every((part, i) => part === value[i]) ? value : remediated;
  }
  if (!isRecord(value)) return value;
  const remediated = remediateValue(value[key], rest, remediate);
  return remediated === value[key] ? value : { ...value, [key]: remediated };
}

/** Lists the sequences of a stack. */
export function listStackSequences(resources: readonly PolicyResource[]): PartlyKnown<readonly StackSequence[]> {
  const read = resources.filter(({ type }) => kindOfType(type) === "sequence").map(readStackSequence);
  return { value: read.map(({ value }) => value), unknown: read.find(({ unknown }) => unknown !== undefined)?.unknown };
}

function readStackSequence({ name, urn, props, opts }: PolicyResource): PartlyKnown<StackSequence> {
  const { value: content, unknown } = readContent(props);
  const wabaId = readKnown(() => props["wabaId"] as unknown);
  const isUsedInAd = readKnown(() => props["isUsedInAd"] as unknown);
  const value: StackSequence = {
    name,
    location: urn,
    content,
    wabaId: typeof wabaId === "string" ? wabaId : undefined,
    // The outputs of a planned resource are unknown: no ad uses it yet.
    isUsedInAd: isUsedInAd === true,
    isProtected: opts.protect,
    isReplacedOnChange: readKnown(() => props["onContentChange"] as unknown) === "replace",
  };
  return { value, unknown };
}
