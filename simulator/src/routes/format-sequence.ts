import { selectFields, type FieldSelection, type NodeShape } from "../graph/fields";
import { isList, isObject, type Json, type JsonObject } from "../json";
import { formatGraphTime } from "../state/clock";
import type { Sequence, SequenceContent } from "../state/entities";
import type { WireOptions } from "../state/wire";

export const sequenceType = "CTXPartnerAppWelcomeMessageFlow";

/** Source: Meta's SDK specification, node CTXPartnerAppWelcomeMessageFlow. */
const knownFields = [
  "compatible_platforms",
  "eligible_platforms",
  "id",
  "is_ig_only_flow",
  "is_used_in_ad",
  "last_update_time",
  "name",
  "welcome_message_flow",
  "welcome_message_sequence",
] as const;

const defaultFields = ["name", "welcome_message_sequence", "last_update_time", "is_used_in_ad"] as const;

export function formatSequence(
  row: Sequence,
  isUsedInAd: boolean,
  wire: WireOptions,
  selection: readonly FieldSelection[] | null,
): JsonObject {
  const selected = selectFields(listFields(row, isUsedInAd, wire), createShape(wire), selection);
  return wire.reorder ? reverseKeys(selected) : selected;
}

function createShape(wire: WireOptions): NodeShape {
  const hasBoth = wire.idKey === "both" || wire.idKey === "disagreeing";
  const idKeys = hasBoth ? ["id", "sequence_id"] : [wire.idKey];
  return {
    typeName: sequenceType,
    known: new Set<string>(wire.idKey === "id" ? knownFields : [...knownFields, "sequence_id"]),
    byDefault: wire.extraFields ? [...defaultFields, "flow_revision", "owner_app"] : defaultFields,
    always: idKeys,
  };
}

function listFields(row: Sequence, isUsedInAd: boolean, wire: WireOptions): JsonObject {
  return {
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.content === null ? {} : { welcome_message_sequence: formatContent(row.content, wire) }),
    last_update_time: formatGraphTime(row.lastUpdateAtMs),
    is_used_in_ad: isUsedInAd,
    eligible_platforms: ["WHATSAPP"],
    compatible_platforms: ["WHATSAPP"],
    is_ig_only_flow: false,
    ...(wire.extraFields ? { flow_revision: 3, owner_app: { id: row.appId, link: null } } : {}),
    ...(wire.idKey === "id" ? { id: row.id } : { id: row.id, sequence_id: formatId(row.id, wire) }),
  };
}

/** Returns an id that no row has: ids of rows end in an odd digit. */
function formatId(id: string, wire: WireOptions): string {
  return wire.idKey === "disagreeing" ? `${id.slice(0, -1)}${Number(id.slice(-1)) ^ 1}` : id;
}

function formatContent(stored: SequenceContent, wire: WireOptions): Json {
  const { text, ice_breakers: iceBreakers, autofill_message: autofillMessage, ...rest } = stored;
  // Graph does not keep the order of keys: observed on the sibling edge.
  const plain: JsonObject = {
    ...(text === undefined ? {} : { text }),
    ...formatPart("ice_breakers", iceBreakers, [], wire),
    ...formatPart("autofill_message", autofillMessage, { content: "" }, wire),
    ...rest,
  };
  const ordered = wire.reorder ? reverseKeys(plain) : plain;
  switch (wire.contentShape) {
    case "object":
      return ordered;
    case "string":
      return JSON.stringify(ordered);
    case "double-encoded":
      return JSON.stringify(JSON.stringify(ordered));
    default:
      return wire.contentShape satisfies never;
  }
}

function formatPart(key: string, value: Json | undefined, empty: Json, wire: WireOptions): JsonObject {
  if (value !== undefined && value !== null) return { [key]: value };
  switch (wire.nulls) {
    case "absent":
      return {};
    case "null":
      return { [key]: null };
    case "empty":
      return { [key]: empty };
    default:
      return wire.nulls satisfies never;
  }
}

function reverseKeys(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [
        key,
        isObject(inner) ? reverseKeys(inner) : isList(inner) ? inner.map(reverseItemKeys) : inner,
      ]),
  );
}

function reverseItemKeys(value: Json): Json {
  return isObject(value) ? reverseKeys(value) : value;
}

/** Writes ids as JSON numbers. Inside the simulator ids are always text. */
export function writeNumericIds(json: string): string {
  return json.replace(/"(id|sequence_id)":"([1-9]\d*)"/g, '"$1":$2');
}
