import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "../runtime/properties";

/** Marks an object that represents a special value, and the kind of it (source: `@pulumi/pulumi/runtime/rpc`). */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Reads properties from a request. Secrets become their plain values. */
export function fromStruct(struct: Struct | undefined): Properties {
  const properties: Properties = struct?.toJavaScript() ?? {};
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, unwrapSecrets(value)]));
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

function unwrapSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapSecrets);
  if (value === null || typeof value !== "object") return value;
  if (Reflect.get(value, signatureKey) === secretSignature) return unwrapSecrets(Reflect.get(value, "value"));
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unwrapSecrets(part)]));
}
