import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { PartialFailure, UserError } from "../runtime/user-error";
import { toStruct } from "./values";

/** Converts an error for gRPC. A user error has its message alone, a bug its stack; a partial failure has the state to record. */
export function toServiceError(error: unknown): Partial<ServiceError> {
  if (error instanceof PartialFailure) {
    return { code: status.UNKNOWN, details: error.message, metadata: packPartialFailure(error) };
  }
  if (error instanceof UserError) return { code: status.UNKNOWN, details: error.message };
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: status.INTERNAL, details };
}

/** Packs the object that exists as the engine expects it (source: `@pulumi/pulumi/cmd/dynamic-provider`). */
function packPartialFailure({ id, properties, reasons, message }: PartialFailure): Metadata {
  const failure = new ErrorResourceInitFailed();
  failure.setId(id);
  failure.setProperties(toStruct(properties));
  failure.setReasonsList([...reasons]);
  const detail = new Any();
  detail.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const details = new Status();
  details.setCode(status.UNKNOWN);
  details.setMessage(message);
  details.addDetails(detail);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  return metadata;
}
