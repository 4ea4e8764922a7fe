import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { withoutHandler, type Properties } from "../runtime/properties";
import { UserError } from "../runtime/user-error";
import { describeFailure } from "../schema/failures";
import { explainNumber, isPrintableValue, toCheckFailures, toFailure } from "./check-failures";
import { toDiffResponse } from "./detailed-diff";
import { functions, listFunctionFailures } from "./functions";
import { listObjects, type ListedObject } from "./listings";
import { Plugin } from "./plugin";
import { planCreate, planUpdate } from "./resources";
import { checkSettings, createConfigReader, listChangedSettings } from "./settings";
import { parseUrn } from "./urn";
import { fromStruct, toStruct } from "./values";

/** Properties of a resource. A state that the dynamic provider wrote also contains its handler text. */
function propertiesIn(struct: Parameters<typeof fromStruct>[0]): Properties {
  return withoutHandler(fromStruct(struct));
}

/** The methods of Pulumi's provider protocol that need the provider (source: pulumi/pulumi, proto/pulumi/provider.proto). */
export class PluginService {
  readonly #plugin: Plugin;

  constructor(plugin: Plugin) {
    this.#plugin = plugin;
  }

  /** True while no operation runs. */
  get isIdle(): boolean {
    return this.#plugin.process.isIdle;
  }

  async checkConfig(request: messages.CheckRequest): Promise<messages.CheckResponse> {
    const { inputs, failures, warnings } = checkSettings(
      request.getUrn(),
      fromStruct(request.getNews()),
      this.#plugin.environment,
    );
    const { warn, flush } = this.#plugin.diagnostics;
    warnings.forEach(warn);
    await flush();
    const response = new messages.CheckResponse();
    response.setInputs(toStruct(inputs));
    response.setFailuresList([...failures]);
    return response;
  }

  /** Reports changed settings, and never a replacement: resources stay when their provider gets another token. */
  diffConfig(request: messages.DiffRequest): messages.DiffResponse {
    const changed = listChangedSettings(fromStruct(request.getOlds()), fromStruct(request.getNews()));
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse();
    response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList([...changed]);
    return response;
  }

  async configure(request: messages.ConfigureRequest): Promise<messages.ConfigureResponse> {
    await this.#plugin.process.configure(createConfigReader(request.getUrn() ?? "", fromStruct(request.getArgs())));
    const response = new messages.ConfigureResponse();
    response.setSupportspreview(true);
    return response;
  }

  async check(request: messages.CheckRequest): Promise<messages.CheckResponse> {
    const { handler, isNamed } = this.#plugin.resourceOf(request.getUrn());
    const { project, name } = parseUrn(request.getUrn());
    const given = propertiesIn(request.getNews());
    const news = isNamed ? { ...given, name: given["name"] ?? name } : given;
    const { inputs, failures } = await handler.checkArguments(propertiesIn(request.getOlds()), news);
    const secrets = await this.#plugin.process.run(({ knownSecrets }) => knownSecrets);
    const response = new messages.CheckResponse();
    response.setInputs(toStruct(inputs));
    const withAdvice = failures.map((failure) => explainNumber(failure, given, project));
    response.setFailuresList(
      toCheckFailures(
        withAdvice,
        given,
        // No argument is a number, and engines print long ones as 1.02e+14.
        (argument, value) => typeof value !== "number" && isPrintableValue(argument, value, secrets),
      ),
    );
    return response;
  }

  async diff(request: messages.DiffRequest): Promise<messages.DiffResponse> {
    const { handler } = this.#plugin.resourceOf(request.getUrn());
    const [olds, news] = [propertiesIn(request.getOlds()), propertiesIn(request.getNews())];
    return toDiffResponse(await handler.compareArguments(request.getId(), olds, news), olds, news);
  }

  /** Warns of a time limit of the program, which operations do not use: their limit is that of the provider, retries included. */
  async #warnAboutTimeout(urn: string, seconds: number): Promise<void> {
    if (seconds <= 0) return;
    const { warn, flush } = this.#plugin.diagnostics;
    warn(
      `${parseUrn(urn).name}: the option customTimeouts has no effect. Set whatsapp:operationTimeoutMs, WHATSAPP_OPERATION_TIMEOUT_MS or the operationTimeoutMs of an explicit provider instead.`,
    );
    await flush();
  }

  async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
    await this.#warnAboutTimeout(request.getUrn(), request.getTimeout());
    const resource = this.#plugin.resourceOf(request.getUrn());
    const inputs = propertiesIn(request.getProperties());
    const response = new messages.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(toStruct(planCreate(resource, inputs)));
      return response;
    }
    const { id, outs } = await resource.handler.create(inputs);
    response.setId(id);
    response.setProperties(toStruct(outs));
    return response;
  }

  async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
    await this.#warnAboutTimeout(request.getUrn(), request.getTimeout());
    const resource = this.#plugin.resourceOf(request.getUrn());
    const [olds, news] = [propertiesIn(request.getOlds()), propertiesIn(request.getNews())];
    const outs = request.getPreview()
      ? planUpdate(resource, olds, news)
      : (await resource.handler.update(request.getId(), olds, news)).outs;
    const response = new messages.UpdateResponse();
    response.setProperties(toStruct(outs));
    return response;
  }

  /** Reads an object for a refresh, or by its id alone for an import or a `get`. An empty id in the response means: deleted. */
  async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
    const { handler } = this.#plugin.resourceOf(request.getUrn());
    const { id, props, inputs } = await handler.read(request.getId(), propertiesIn(request.getProperties()));
    const response = new messages.ReadResponse();
    response.setId(id);
    if (props !== undefined) response.setProperties(toStruct(props));
    if (inputs !== undefined) response.setInputs(toStruct(inputs));
    return response;
  }

  async delete(request: messages.DeleteRequest): Promise<void> {
    await this.#warnAboutTimeout(request.getUrn(), request.getTimeout());
    const { handler } = this.#plugin.resourceOf(request.getUrn());
    await handler.delete(request.getId(), propertiesIn(request.getProperties()));
  }

  async invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
    const called = functions.get(request.getTok());
    if (called === undefined) {
      throw new UserError(
        `whatsapp has no function ${request.getTok()}. Its functions are ${[...functions.keys()].join(", ")}.`,
      );
    }
    const args = fromStruct(request.getArgs());
    const failures = listFunctionFailures(called, args).map((failure) => explainNumber(failure, args, "PROJECT"));
    const response = new messages.InvokeResponse();
    if (failures.length === 0) response.setReturn(toStruct(await called.run(this.#plugin, args)));
    response.setFailuresList(failures.map((failure) => toFailure(failure.path, describeFailure(failure))));
    return response;
  }

  /** Lists the objects of an account, for imports. */
  list(request: messages.ListRequest): Promise<readonly ListedObject[]> {
    return listObjects(this.#plugin.process, request.getToken(), fromStruct(request.getQuery()));
  }
}
