import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../runtime/properties";

/** Marks an object that represents a special value, and the kind of it (source: `@pulumi/pulumi/runtime/rpc`). */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Reads properties from a request. Secrets become their plain values. */
export function fromStruct(struct: Struct | undefined): Properties {
  const entries: [string, unknown][] = [];
  struct?.getFieldsMap().forEach((value, key) => entries.push([key, fromValue(value)]));
  return Object.fromEntries(entries);
}

function fromValue(value: Value): unknown {
  switch (value.getKindCase()) {
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.STRING_VALUE:
      return value.getStringValue();
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.LIST_VALUE:
      return value.getListValue()?.getValuesList().map(fromValue);
    case Value.KindCase.STRUCT_VALUE:
      return withoutSecretMark(fromStruct(value.getStructValue()));
    default:
      return null;
  }
}

function withoutSecretMark(value: Properties): unknown {
  return value[signatureKey] === secretSignature ? value["value"] : value;
}

type StructValues = Parameters<typeof Struct.fromJavaScript>[0];

/** Writes properties for a response. They contain JSON values only, and none is undefined. */
export function toStruct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as StructValues);
}

/** Wraps a value so that the engine encrypts it in the state and masks it in its output. */
export function toSecret(value: unknown): Properties {
  return { [signatureKey]: secretSignature, value };
}
