import type { ServiceError } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PropertyMap } from "../state";

/** 400 MiB, the limit of the SDK's own channels. */
const maxMessageBytes = 400 * 1024 * 1024;
export const channelOptions = {
  // Both ends are on this machine, so a proxy must not be used.
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

/** A call of a generated client, without its callback. */
export type UnaryCall<T> = (done: (error: ServiceError | null, response: T) => void) => void;

/** Runs one gRPC call as a promise. `failure` converts its error. */
export function callUnary<T>(call: UnaryCall<T>, failure: (error: ServiceError) => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(failure(error))));
  });
}
