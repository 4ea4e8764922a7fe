import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PropertyMap } from "../state";

/** 400 MiB, as the SDK's own channels. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;
export const CHANNEL_OPTIONS = {
  // Both ends are on this machine: a proxy named in the environment is not for them.
  "grpc.enable_http_proxy": 0,
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
} as const;

export function toStruct(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(properties);
}

export function fromStruct(struct: Struct | undefined): PropertyMap {
  return struct?.toJavaScript() ?? {};
}
