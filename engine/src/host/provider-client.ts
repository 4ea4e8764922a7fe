import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { PropertyMap } from "../state";
import { providerError } from "./provider-errors";
import { channelOptions, fromStruct, toStruct, callUnary, type UnaryCall } from "./grpc";

/**
 * grpc-js shares connections by address, so a new process on a reused port would get the connection of a dead one.
 */
const clientOptions = { ...channelOptions, "grpc.use_local_subchannel_pool": 1 } as const;

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}
export interface CheckedInputs {
  readonly inputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}
export interface PropertyDiff {
  readonly kind: "add" | "delete" | "update";
  /** True if inputs were compared, false if outputs were. */
  readonly inputDiff: boolean;
}
/** Property diffs by property path. */
export type DetailedDiff = Readonly<Record<string, PropertyDiff>>;
export interface ResourceDiff {
  readonly changes: "unknown" | "none" | "some";
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly deleteBeforeReplace: boolean;
  /** Set if the engine computed the diff; the protocol of dynamic providers has none. */
  readonly detailedDiff?: DetailedDiff;
}
export interface ResourceRef {
  readonly urn: string;
  readonly id: string;
}
export interface OldValues {
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}
export interface ReadState {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly inputs: PropertyMap | undefined;
}

/** Client of Pulumi's resource provider protocol for one dynamic provider process. Values contain no secret marks. */
export class ProviderClient {
  readonly #client: ResourceProviderClient;
  readonly #address: string;

  constructor(port: number) {
    this.#address = `127.0.0.1:${String(port)}`;
    this.#client = new ResourceProviderClient(this.#address, credentials.createInsecure(), clientOptions);
  }

  close(): void {
    this.#client.close();
  }

  async configure(config: PropertyMap): Promise<void> {
    const request = new messages.ConfigureRequest();
    request.setArgs(toStruct(config));
    request.setAcceptsecrets(true);
    await this.#call<messages.ConfigureResponse>((done) => this.#client.configure(request, done));
  }

  async check(urn: string, oldInputs: PropertyMap, newInputs: PropertyMap): Promise<CheckedInputs> {
    const request = new messages.CheckRequest();
    request.setUrn(urn);
    request.setOlds(toStruct(oldInputs));
    request.setNews(toStruct(newInputs));
    const response = await this.#call<messages.CheckResponse>((done) => this.#client.check(request, done));
    const failures = response.getFailuresList().map((f) => ({ property: f.getProperty(), reason: f.getReason() }));
    return { inputs: fromStruct(response.getInputs()), failures };
  }

  async diff(ref: ResourceRef, old: OldValues, newInputs: PropertyMap): Promise<ResourceDiff> {
    const request = new messages.DiffRequest();
    request.setUrn(ref.urn);
    request.setId(ref.id);
    request.setOlds(toStruct(old.outputs));
    request.setOldInputs(toStruct(old.inputs));
    request.setNews(toStruct(newInputs));
    const response = await this.#call<messages.DiffResponse>((done) => this.#client.diff(request, done));
    return {
      changes: changesOf(response.getChanges()),
      replaceKeys: response.getReplacesList(),
      changedKeys: response.getDiffsList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(urn: string, inputs: PropertyMap): Promise<{ readonly id: string; readonly outputs: PropertyMap }> {
    const request = new messages.CreateRequest();
    request.setUrn(urn);
    request.setProperties(toStruct(inputs));
    const response = await this.#call<messages.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  async update(ref: ResourceRef, old: OldValues, newInputs: PropertyMap): Promise<PropertyMap> {
    const request = new messages.UpdateRequest();
    request.setUrn(ref.urn);
    request.setId(ref.id);
    request.setOlds(toStruct(old.outputs));
    request.setOldInputs(toStruct(old.inputs));
    request.setNews(toStruct(newInputs));
    const response = await this.#call<messages.UpdateResponse>((done) => this.#client.update(request, done));
    return fromStruct(response.getProperties());
  }

  async read(ref: ResourceRef, state: OldValues): Promise<ReadState> {
    const request = new messages.ReadRequest();
    request.setUrn(ref.urn);
    request.setId(ref.id);
    request.setProperties(toStruct(state.outputs));
    request.setInputs(toStruct(state.inputs));
    const response = await this.#call<messages.ReadResponse>((done) => this.#client.read(request, done));
    const inputs = response.getInputs();
    return {
      id: response.getId(),
      outputs: fromStruct(response.getProperties()),
      inputs: inputs === undefined ? undefined : fromStruct(inputs),
    };
  }

  async delete(ref: ResourceRef, old: OldValues): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setUrn(ref.urn);
    request.setId(ref.id);
    request.setProperties(toStruct(old.outputs));
    request.setOldInputs(toStruct(old.inputs));
    await this.#call((done) => this.#client.delete(request, done));
  }

  #call<T>(call: UnaryCall<T>): Promise<T> {
    return callUnary(call, (error) => providerError(error, this.#address));
  }
}

function changesOf(changes: messages.DiffResponse.DiffChanges): ResourceDiff["changes"] {
  switch (changes) {
    case messages.DiffResponse.DiffChanges.DIFF_NONE:
      return "none";
    case messages.DiffResponse.DiffChanges.DIFF_SOME:
      return "some";
    case messages.DiffResponse.DiffChanges.DIFF_UNKNOWN:
      return "unknown";
    default:
      return changes satisfies never;
  }
}
