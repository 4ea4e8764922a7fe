import type { ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { PropertyMap } from "../state";
import { fromStruct } from "./structs";

export interface PartialResult {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly reasons: readonly string[];
}

/** What a provider method ended with: only its message survives the wire. */
export class ProviderError extends Error {
  readonly partial: PartialResult | undefined;
  constructor(message: string, partial?: PartialResult) {
    super(message);
    this.name = "ProviderError";
    this.partial = partial;
  }
}

export function providerError(error: ServiceError): ProviderError {
  const partial = partialResult(error);
  return partial === undefined ? new ProviderError(messageOf(error)) : new ProviderError(reasonsText(partial), partial);
}

function messageOf(error: ServiceError): string {
  return error.details === "" ? error.message : error.details;
}

/** The dynamic provider packs a half-made resource into the "grpc-status-details-bin" trailer. */
function partialResult(error: ServiceError): PartialResult | undefined {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  if (!Buffer.isBuffer(packed)) {
    return undefined;
  }
  const status = Status.deserializeBinary(packed);
  const [packedDetail] = status.getDetailsList();
  const bytes = packedDetail?.getValue_asU8();
  if (bytes === undefined || packedDetail?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") {
    return undefined;
  }
  const detail = ErrorResourceInitFailed.deserializeBinary(bytes);
  return { id: detail.getId(), outputs: fromStruct(detail.getProperties()), reasons: detail.getReasonsList() };
}

function reasonsText({ reasons }: PartialResult): string {
  const head = reasons.length === 1 ? "1 error occurred:" : `${String(reasons.length)} errors occurred:`;
  return [head, ...reasons.map((reason) => `\t* ${reason}`)].join("\n");
}
