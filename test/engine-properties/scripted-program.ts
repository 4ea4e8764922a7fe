import { credentials, status, type ServiceError } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity, SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { plain, makeSecretValue, unknownValue } from "../../engine/src/state/property-value";
import { createUrn, nameOf, providerReference, stackType, stackUrn, typeOf } from "../../engine/src/state/urn";
import { exitCodeAlreadyReported } from "../../engine/src/host/program-process";
import type { NodeProcess, ProcessEnd } from "../../engine/src/host/processes";
import { fromStruct, toStruct } from "../../engine/src/host/grpc";
import type { PropertyMap, PropertyValue } from "../../engine/src/state";
import { secretWord } from "./fake-provider";
import { foreignIds, type Resource, scope, programStackUrn } from "./programs";
import type { Session } from "./session";

export const handler = "exports.handler=()=>undefined;";

/** Instructions for a scripted program. */
export interface Script {
  readonly resources: readonly Resource[];
  /** URNs that earlier programs used for the same key. */
  readonly formerUrns: ReadonlyMap<number, ReadonlySet<string>>;
  /** The program throws after it registered this many resources. */
  readonly throwsAfter: number | undefined;
}
export interface ProgramSettings {
  readonly address: string;
  readonly dryRun: boolean;
}
/** Registered inputs by URN. */
export type Sent = Map<string, { readonly resource: Resource; readonly inputs: PropertyMap }>;

interface Registered {
  readonly urn: string;
  /** Undefined while it is unknown. */
  readonly id: string | undefined;
  readonly outputs: PropertyMap;
}

/** The program's side of the SDK. Registers each resource as soon as its references are known. */
export class ScriptedProgram implements NodeProcess {
  readonly #script: Script;
  readonly #session: Session;
  readonly #settings: ProgramSettings;
  readonly exited: Promise<ProcessEnd>;
  readonly sent: Sent = new Map();
  readonly #monitor: ResourceMonitorClient;
  readonly #engine: EngineClient;
  readonly #registered = new Map<number, Promise<Registered>>();
  #exit: (code: number) => void = () => undefined;
  #isRunning = true;
  #count = 0;

  constructor(script: Script, session: Session, settings: ProgramSettings) {
    this.#script = script;
    this.#session = session;
    this.#settings = settings;
    // In production every operation has its own process, so no connection survives an operation.
    const options = { "grpc.use_local_subchannel_pool": 1, "grpc.enable_channelz": 0 };
    this.#monitor = new ResourceMonitorClient(settings.address, credentials.createInsecure(), options);
    this.#engine = new EngineClient(settings.address, credentials.createInsecure(), options);
    this.exited = new Promise((resolve) => {
      this.#exit = (code) => {
        this.#isRunning = false;
        resolve({ code, signal: null });
      };
    });
    void this.#run().then(
      (code) => this.#exit(code),
      () => this.#exit(0),
    );
  }

  readonly alive = (): boolean => this.#isRunning;

  stop(): Promise<void> {
    this.kill();
    return Promise.resolve();
  }

  kill(): void {
    this.#exit(1);
    this.#monitor.close();
    this.#engine.close();
  }

  /** Ends quietly when the monitor is gone, as the SDK does. */
  async #run(): Promise<number> {
    const stack = new messages.RegisterResourceRequest();
    stack.setType(stackType);
    stack.setName(nameOf(stackUrn(scope)));
    await this.#call((done) => this.#monitor.registerResource(stack, done));
    const root = new SetRootResourceRequest();
    root.setUrn(programStackUrn);
    await this.#call((done) => this.#engine.setRootResource(root, done));
    for (const resource of this.#script.resources) {
      this.#registered.set(resource.key, this.#register(resource));
    }
    const results = await Promise.allSettled(this.#registered.values());
    if (results.some(({ status: each }) => each === "rejected")) {
      return 0;
    }
    if (this.#throws()) {
      await this.#reportThrow();
    }
    const outputs = { answer: 42, hidden: makeSecretValue(`${secretWord}-output`) };
    await this.#registerOutputs(programStackUrn, outputs);
    await this.#call((done) => this.#monitor.signalAndWaitForShutdown(new Empty(), done));
    return 0;
  }

  #throws(): boolean {
    return this.#script.throwsAfter !== undefined && this.#count >= this.#script.throwsAfter;
  }

  async #register(resource: Resource): Promise<Registered> {
    const inputs = await this.#inputsOf(resource);
    if (resource.parent !== undefined) {
      await this.#registered.get(resource.parent.key);
    }
    const provider = await this.#providerOf(resource);
    for (const each of resource.dependsOn) {
      await this.#registered.get(each.key);
    }
    if (this.#throws()) {
      await this.#reportThrow();
    }
    this.sent.set(resource.urn, { resource, inputs });
    const registered = await (resource.kind === "get"
      ? this.#read(resource, inputs, provider)
      : this.#send(resource, inputs, provider));
    this.#count += 1;
    this.#session.acknowledge({ urn: registered.urn, id: registered.id ?? "" });
    if (resource.kind === "component") {
      await this.#registerOutputs(resource.urn, { text: resource.text });
    }
    return registered;
  }

  async #reportThrow(): Promise<never> {
    const request = new LogRequest();
    request.setSeverity(LogSeverity.ERROR);
    request.setMessage("the program threw, as scripted");
    request.setUrn(programStackUrn);
    await this.#call((done) => this.#engine.log(request, done));
    this.#exit(exitCodeAlreadyReported);
    throw new Error("the program threw, as scripted");
  }

  async #read(resource: Resource, inputs: PropertyMap, provider: string): Promise<Registered> {
    const request = new messages.ReadResourceRequest();
    const id = foreignIdOf(resource);
    request.setId(id);
    request.setType(resource.type);
    request.setName(resource.name);
    request.setParent(resource.parent?.urn ?? programStackUrn);
    request.setProvider(provider);
    request.setProperties(toStruct(inputs));
    request.setDependenciesList([...dependenciesOf(resource)]);
    request.setAcceptsecrets(true);
    const response = await this.#call<messages.ReadResourceResponse>((done) =>
      this.#monitor.readResource(request, done),
    );
    return { urn: response.getUrn(), id, outputs: fromStruct(response.getProperties()) };
  }

  async #send(resource: Resource, inputs: PropertyMap, provider: string): Promise<Registered> {
    const request = requestOf(resource, inputs, provider);
    request.setAliasesList(this.#aliasesOf(resource));
    const response = await this.#call<messages.RegisterResourceResponse>((done) =>
      this.#monitor.registerResource(request, done),
    );
    const id = response.getId();
    const isKnown = id !== "" && id !== unknownValue;
    return { urn: response.getUrn(), id: isKnown ? id : undefined, outputs: fromStruct(response.getObject()) };
  }

  /** By name if only that changed, by URN otherwise. */
  #aliasesOf(resource: Resource): Alias[] {
    const parentUrn = resource.parent?.urn ?? programStackUrn;
    const { formerUrns } = this.#script;
    const own = resource.aliased ? [...(formerUrns.get(resource.key) ?? [])] : [];
    const taken = resource.takes === undefined ? [] : [...(formerUrns.get(resource.takes) ?? [])];
    const former = new Set([...own, ...taken.filter((urn) => typeOf(urn) === resource.type)]);
    former.delete(resource.urn);
    return [...former].map((urn) => {
      const alias = new Alias();
      if (urn === createUrn(scope, parentUrn, resource.type, nameOf(urn))) {
        const spec = new Alias.Spec();
        spec.setName(nameOf(urn));
        spec.setParenturn(parentUrn);
        alias.setSpec(spec);
      } else {
        alias.setUrn(urn);
      }
      return alias;
    });
  }

  async #inputsOf(resource: Resource): Promise<PropertyMap> {
    if (resource.kind === "provider") {
      return { "prop:region": `t${String(resource.text)}`, "prop:token": makeSecretValue(`${secretWord}-provider`) };
    }
    const links: [string, PropertyValue | undefined][] = [];
    for (const [index, { to, via, pinned }] of resource.links.entries()) {
      links.push([`${pinned ? "pin" : "link"}${String(index)}`, await this.#outputOf(to, via)]);
    }
    if (resource.kind === "component") {
      return {};
    }
    const { traits } = resource;
    const hidden = `${secretWord}-${String(resource.key)}-${String(resource.secret)}`;
    const within = resource.container === undefined ? undefined : await this.#outputOf(resource.container, "id");
    const given: Readonly<Record<string, PropertyValue | undefined>> = {
      __provider: handler,
      text: `t${String(resource.text)}`,
      account: `a${String(resource.account)}`,
      ...Object.fromEntries(links),
      ...(resource.kind === "custom" ? { within, deletesFirst: resource.deletesFirst || undefined } : {}),
      ...(traits.hasSecret
        ? { secret: makeSecretValue(hidden), nested: { open: "yes", closed: makeSecretValue(hidden) } }
        : {}),
      ...{ sealed: traits.sealed || undefined, diffless: traits.diffless || undefined },
      // Without a diff and without inputs from read, drift would be invisible.
      blind: (traits.blind && !traits.diffless) || undefined,
    };
    return Object.fromEntries(
      Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    );
  }

  /** Returns an output as a dependent gets it. A missing output is unknown in a preview. */
  async #outputOf(resource: Resource, via: string): Promise<PropertyValue | undefined> {
    const registered = await this.#registered.get(resource.key);
    const value = via === "id" ? registered?.id : registered?.outputs[via];
    return value ?? (this.#settings.dryRun ? unknownValue : undefined);
  }

  async #providerOf({ kind, provider }: Resource): Promise<string> {
    if (provider === undefined || kind === "component" || kind === "provider") {
      return "";
    }
    const registered = await this.#registered.get(provider.key);
    return providerReference(provider.urn, registered?.id ?? unknownValue);
  }

  async #registerOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    const request = new messages.RegisterResourceOutputsRequest();
    request.setUrn(urn);
    request.setOutputs(toStruct(outputs));
    await this.#call((done) => this.#monitor.registerResourceOutputs(request, done));
  }

  #call<Response>(send: (done: (error: ServiceError | null, response: Response) => void) => void): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => {
        if (error === null) {
          resolve(response);
          return;
        }
        if (error.code !== status.UNAVAILABLE && error.code !== status.CANCELLED && !this.#session.isDead) {
          this.#session.problems.push(`the engine answered the program with ${error.message}`);
        }
        reject(error);
      });
    });
  }
}

export function foreignIdOf({ account }: Resource): string {
  return foreignIds[account % foreignIds.length] ?? "";
}

function requestOf(resource: Resource, inputs: PropertyMap, provider: string): messages.RegisterResourceRequest {
  const request = new messages.RegisterResourceRequest();
  const isCustom = resource.kind !== "component";
  request.setType(resource.type);
  request.setName(resource.name);
  request.setCustom(isCustom);
  request.setParent(resource.parent?.urn ?? programStackUrn);
  request.setObject(toStruct(inputs));
  request.setAcceptsecrets(true);
  request.setAliasspecs(true);
  request.setSupportspartialvalues(true);
  request.setProvider(provider);
  request.setDependenciesList([...dependenciesOf(resource)]);
  for (const [key, urns] of Object.entries(propertyDependenciesOf(resource, inputs))) {
    const dependencies = new messages.RegisterResourceRequest.PropertyDependencies();
    dependencies.setUrnsList([...urns]);
    request.getPropertydependenciesMap().set(key, dependencies);
  }
  if (resource.protect !== undefined) {
    request.setProtect(resource.protect);
  }
  if (resource.retainOnDelete !== undefined) {
    request.setRetainondelete(resource.retainOnDelete);
  }
  request.setDeletebeforereplace(resource.deleteBeforeReplace ?? false);
  request.setDeletebeforereplacedefined(resource.deleteBeforeReplace !== undefined);
  request.setDeletedwith(resource.within?.urn ?? "");
  if (resource.kind === "custom") {
    request.setIgnorechangesList([...resource.ignoreChanges]);
    request.setReplaceonchangesList([...resource.replaceOnChanges]);
    request.setAdditionalsecretoutputsList(resource.traits.sealed ? ["token"] : []);
  }
  return request;
}

export function dependenciesOf(resource: Resource): ReadonlySet<string> {
  const { container, kind } = resource;
  const used = [...resource.links.map(({ to }) => to), ...(kind === "custom" && container ? [container] : [])];
  return new Set([...resource.dependsOn, ...used].map(({ urn }) => urn));
}

function propertyDependenciesOf(resource: Resource, inputs: PropertyMap): Readonly<Record<string, readonly string[]>> {
  if (resource.kind === "component" || resource.kind === "provider") {
    return Object.fromEntries(Object.keys(inputs).map((key) => [key, []]));
  }
  const links = resource.links.map(({ to, pinned }, index): [string, readonly string[]] => [
    `${pinned ? "pin" : "link"}${String(index)}`,
    [to.urn],
  ]);
  const within: [string, readonly string[]][] =
    resource.container === undefined ? [] : [["within", [resource.container.urn]]];
  const known = Object.fromEntries([...links, ...within]);
  return Object.fromEntries(Object.keys(inputs).map((key) => [key, known[key] ?? []]));
}

/** Inputs as the provider stores them. */
export function plainInputs(inputs: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, plain(value)]));
}
