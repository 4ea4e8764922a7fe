import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PropertyMap } from "../state";

/** 400 MiB, as the SDK's own channels. */
const maxMessageBytes = 400 * 1024 * 1024;
export const channelOptions = {
  // Both ends are on this machine: a proxy named in the environment is not for them.
  "grpc.enable_http_proxy": 0,
  "grpc.max_receive_message_length": maxMessageBytes,
  "grpc.max_send_message_length": maxMessageBytes,
} as const;

export function toStruct(properties: PropertyMap): Struct {
  return Struct.fromJavaScript(properties);
}

export function fromStruct(struct: Struct | undefined): PropertyMap {
  return struct?.toJavaScript() ?? {};
}
