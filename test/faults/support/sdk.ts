import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { runtime } from "@pulumi/pulumi";
import type { Properties } from "../../../provider/src/runtime/properties";

/** Arguments of a program as they arrive at a handler: through the SDK's own serialiser and over the wire. */
export async function throughSdk(given: object): Promise<Properties> {
  const sent: unknown = await runtime.serializeProperties("a test", { ...given });
  const bytes = Struct.fromJavaScript(sent as Record<string, JavaScriptValue>).serializeBinary();
  return Struct.deserializeBinary(bytes).toJavaScript();
}
