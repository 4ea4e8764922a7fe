import { credentials, Metadata, status, type CallOptions } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { PropertyMap } from "../state";
import { providerError } from "./provider-errors";
import { about, checkedInputs, checkRequest, diffRequest, failuresOf, resourceDiff } from "./provider-messages";
import type {
  CheckedInputs,
  InvokeResult,
  OldValues,
  ProviderFeatures,
  ReadState,
  ResourceDiff,
  ResourceRef,
} from "./provider-types";
import { channelOptions, fromStruct, toStruct, callUnary, type UnaryCall } from "./grpc";

/**
 * grpc-js shares connections by address, so a new process on a reused port would get the connection of a dead one.
 */
const clientOptions = { ...channelOptions, "grpc.use_local_subchannel_pool": 1 } as const;

const cancelTimeoutMs = 1_000;

/** Client of Pulumi's resource provider protocol for one provider process. */
export class ProviderClient {
  readonly #client: ResourceProviderClient;
  readonly #address: string;
  #features: ProviderFeatures | undefined;

  constructor(port: number) {
    this.#address = `127.0.0.1:${String(port)}`;
    this.#client = new ResourceProviderClient(this.#address, credentials.createInsecure(), clientOptions);
  }

  get features(): ProviderFeatures {
    return this.#features ?? { secrets: false, previews: false };
  }

  close(): void {
    this.#client.close();
  }

  /** `dir` is the folder of the provider's executable. A provider without handshake announces its features later. */
  async handshake(engineAddress: string, dir: string): Promise<void> {
    const request = new messages.ProviderHandshakeRequest();
    request.setEngineAddress(engineAddress);
    request.setRootDirectory(dir);
    request.setProgramDirectory(dir);
    request.setConfigureWithUrn(true);
    const response = await this.#callOptional<messages.ProviderHandshakeResponse>((done) =>
      this.#client.handshake(request, done),
    );
    // The CLI previews with every provider that knows the handshake.
    this.#features = response && { secrets: response.getAcceptSecrets(), previews: true };
  }

  /** Returns undefined if the provider does not check its configuration. */
  async checkConfig(urn: string, oldInputs: PropertyMap, newInputs: PropertyMap): Promise<CheckedInputs | undefined> {
    const request = checkRequest(urn, oldInputs, newInputs);
    const response = await this.#callOptional<messages.CheckResponse>((done) =>
      this.#client.checkConfig(request, done),
    );
    return response && checkedInputs(response);
  }

  /** Returns undefined if the provider does not compare its configuration. */
  async diffConfig(urn: string, old: OldValues, newInputs: PropertyMap): Promise<ResourceDiff | undefined> {
    const request = diffRequest({ urn, id: "" }, old, newInputs);
    const response = await this.#callOptional<messages.DiffResponse>((done) => this.#client.diffConfig(request, done));
    return response && resourceDiff(response);
  }

  async configure(config: PropertyMap, provider?: ResourceRef): Promise<void> {
    const request = new messages.ConfigureRequest();
    if (provider !== undefined) about(request, provider.urn).setId(provider.id);
    request.setArgs(toStruct(config));
    request.setAcceptsecrets(true);
    request.setSendsOldInputs(true);
    request.setSendsOldInputsToDelete(true);
    const response = await this.#call<messages.ConfigureResponse>((done) => this.#client.configure(request, done));
    this.#features ??= { secrets: response.getAcceptsecrets(), previews: response.getSupportspreview() };
  }

  async check(urn: string, oldInputs: PropertyMap, newInputs: PropertyMap): Promise<CheckedInputs> {
    const request = checkRequest(urn, oldInputs, newInputs);
    return checkedInputs(await this.#call<messages.CheckResponse>((done) => this.#client.check(request, done)));
  }

  async diff(ref: ResourceRef, old: OldValues, newInputs: PropertyMap): Promise<ResourceDiff> {
    const request = diffRequest(ref, old, newInputs);
    return resourceDiff(await this.#call<messages.DiffResponse>((done) => this.#client.diff(request, done)));
  }

  async create(
    urn: string,
    inputs: PropertyMap,
    preview: boolean,
  ): Promise<{ readonly id: string; readonly outputs: PropertyMap }> {
    const request = about(new messages.CreateRequest(), urn);
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    const response = await this.#call<messages.CreateResponse>((done) => this.#client.create(request, done));
    return { id: response.getId(), outputs: fromStruct(response.getProperties()) };
  }

  async update(ref: ResourceRef, old: OldValues, newInputs: PropertyMap, preview: boolean): Promise<PropertyMap> {
    const request = about(new messages.UpdateRequest(), ref.urn);
    request.setId(ref.id);
    request.setOlds(toStruct(old.outputs));
    request.setOldInputs(toStruct(old.inputs));
    request.setNews(toStruct(newInputs));
    request.setPreview(preview);
    const response = await this.#call<messages.UpdateResponse>((done) => this.#client.update(request, done));
    return fromStruct(response.getProperties());
  }

  async read(ref: ResourceRef, state: OldValues): Promise<ReadState> {
    const request = about(new messages.ReadRequest(), ref.urn);
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
    const request = about(new messages.DeleteRequest(), ref.urn);
    request.setId(ref.id);
    request.setProperties(toStruct(old.outputs));
    request.setOldInputs(toStruct(old.inputs));
    await this.#call((done) => this.#client.delete(request, done));
  }

  async invoke(token: string, args: PropertyMap, preview: boolean): Promise<InvokeResult> {
    const request = new messages.InvokeRequest();
    request.setTok(token);
    request.setArgs(toStruct(args));
    request.setPreview(preview);
    const response = await this.#call<messages.InvokeResponse>((done) => this.#client.invoke(request, done));
    return { outputs: fromStruct(response.getReturn()), failures: failuresOf(response.getFailuresList()) };
  }

  /** Asks the provider to end running calls soon. Returns false if it does not answer. */
  cancel(): Promise<boolean> {
    const options: CallOptions = { deadline: Date.now() + cancelTimeoutMs };
    return new Promise((resolve) => {
      this.#client.cancel(new Empty(), new Metadata(), options, (error) =>
        resolve(error === null || error.code === status.UNIMPLEMENTED),
      );
    });
  }

  #call<T>(call: UnaryCall<T>): Promise<T> {
    return callUnary(call, (error) => providerError(error, this.#address));
  }

  /** Returns undefined if the provider does not implement the method. */
  #callOptional<T>(call: UnaryCall<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      call((error, response) => {
        if (error === null) resolve(response);
        else if (error.code === status.UNIMPLEMENTED) resolve(undefined);
        else reject(providerError(error, this.#address));
      });
    });
  }
}
