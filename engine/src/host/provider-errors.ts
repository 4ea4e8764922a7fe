import { status, type ServiceError } from "@grpc/grpc-js";
import type { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import type { PropertyMap } from "../state";
import { connectionFailure } from "./loopback";
import { fromStruct } from "./grpc";

export interface PartialResult {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly reasons: readonly string[];
}

/** Error of a provider method. Only its message is transmitted. */
export class ProviderError extends Error {
  readonly partial: PartialResult | undefined;
  constructor(message: string, partial?: PartialResult) {
    super(message);
    this.name = "ProviderError";
    this.partial = partial;
  }
}

/** The provider process ended during a call, so the outcome of the call is unknown. */
export class ProviderLostError extends Error {
  constructor() {
    super(
      "the provider process ended during this call, so it is unknown whether it took effect. It is recorded as a " +
        "pending operation: check whether it took effect, then run again.",
    );
    this.name = "ProviderLostError";
  }
}

/** Converts the error of a call to the provider process at `address`. */
export function providerError(error: ServiceError, address: string): ProviderError | ProviderLostError {
  if (error.code === status.UNAVAILABLE) {
    return wasSent(error)
      ? new ProviderLostError()
      : new ProviderError(connectionFailure("the provider process", address));
  }
  const partial = partialResult(error);
  return partial === undefined ? new ProviderError(messageOf(error)) : new ProviderError(reasonsText(partial), partial);
}

/** The SDK's error if a resource's hidden handler text evaluates to undefined. */
const missingHandler = "Cannot read properties of undefined (reading 'configure')";

function messageOf(error: ServiceError): string {
  const message = error.details === "" ? error.message : error.details;
  if (message === missingHandler) {
    return "The state names a handler that the installed package does not have: another copy or version of the package wrote it. Install that version in the program's folder (`npm ls` lists all copies) and run again; the state is kept.";
  }
  const [line, name] = /^Cannot find module '((?:@[^/']+\/)?[^@./'][^/']*)[^']*'/.exec(message) ?? [];
  if (line === undefined || name === undefined) return message;
  return `${line}: install ${name} in the program's folder, as a direct dependency, and run again; the state is kept.`;
}

/** True unless grpc-js reports that it had no connection: then the call was never sent. */
function wasSent(error: ServiceError): boolean {
  return !error.details.startsWith("No connection established");
}

/** Reads the partial result that a provider puts into the "grpc-status-details-bin" trailer. */
function partialResult(error: ServiceError): PartialResult | undefined {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  const [packedDetail] = Buffer.isBuffer(packed) ? detailsOf(packed) : [];
  const bytes = packedDetail?.getValue_asU8();
  if (bytes === undefined || packedDetail?.getTypeName() !== "pulumirpc.ErrorResourceInitFailed") return undefined;
  const detail = ErrorResourceInitFailed.deserializeBinary(bytes);
  return { id: detail.getId(), outputs: fromStruct(detail.getProperties()), reasons: detail.getReasonsList() };
}

/** Like the CLI, ignores details that are not encoded as the protocol says. */
function detailsOf(packed: Uint8Array): readonly Any[] {
  try {
    return Status.deserializeBinary(packed).getDetailsList();
  } catch {
    return [];
  }
}

function reasonsText({ reasons }: PartialResult): string {
  const head = reasons.length === 1 ? "1 error occurred:" : `${String(reasons.length)} errors occurred:`;
  return [head, ...reasons.map((reason) => `\t* ${reason}`)].join("\n");
}
