"use strict";
/**
 * A provider plugin of package `shop` for tests. Its objects are in `objects.json` beside its executable, which passes the folder; every
 * call is a line of `calls.jsonl`. A thing has `text`, `region` (a change replaces it), `parts` and the outputs `serial` and `revision`.
 * Texts that begin with "partial", "refused" or "dies" make a create or update fail; "slow" ones wait for `cancel`.
 * It accepts secrets if SHOP_ACCEPTS_SECRETS is true.
 */
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { Metadata, Server, ServerCredentials, status } = require("@grpc/grpc-js");
const { Any } = require("google-protobuf/google/protobuf/any_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { Status } = require("@pulumi/pulumi/proto/status_pb");

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secretKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const knownSettings = ["token", "account", "version"];

const toStruct = (value) => Struct.fromJavaScript(value);
const fromStruct = (struct) => struct?.toJavaScript() ?? {};

class PartialFailure extends Error {
  constructor(id, properties) {
    super("the object is incomplete");
    this.detail = new messages.ErrorResourceInitFailed()
      .setId(id)
      .setProperties(toStruct(properties))
      .setReasonsList(["the object is incomplete"]);
  }
}

class Shop {
  #dir;
  #cancel;
  #cancelled = new Promise((resolve) => (this.#cancel = resolve));

  constructor(dir) {
    this.#dir = dir;
  }

  #objects() {
    const file = join(this.#dir, "objects.json");
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  }

  #save(objects) {
    writeFileSync(join(this.#dir, "objects.json"), JSON.stringify(objects));
  }

  log(method, details) {
    appendFileSync(join(this.#dir, "calls.jsonl"), `${JSON.stringify({ method, ...details })}\n`);
  }

  handshake() {
    return new messages.ProviderHandshakeResponse().setAcceptSecrets(process.env.SHOP_ACCEPTS_SECRETS === "true");
  }

  getPluginInfo() {
    return new PluginInfo().setVersion("1.2.3");
  }

  getSchema() {
    return new messages.GetSchemaResponse().setSchema(readFileSync(join(this.#dir, "schema.json"), "utf8"));
  }

  checkConfig(request) {
    const inputs = fromStruct(request.getNews());
    const failures = [];
    if (inputs.token === undefined)
      failures.push(["token", "it is missing: run `pulumi config set --secret shop:token`"]);
    for (const key of Object.keys(inputs)) {
      if (!knownSettings.includes(key)) failures.push(["", `${key} is no setting`]);
    }
    const token = { [secretKey]: secretSignature, value: inputs.token ?? "" };
    return checkResponse({ ...inputs, ...(inputs.token === undefined ? {} : { token }) }, failures);
  }

  diffConfig(request) {
    const [olds, news] = [fromStruct(request.getOldInputs()), fromStruct(request.getNews())];
    const changed = Object.keys({ ...olds, ...news }).filter((key) => !key.includes(":") && olds[key] !== news[key]);
    return new messages.DiffResponse()
      .setChanges(
        changed.length > 0 ? messages.DiffResponse.DiffChanges.DIFF_SOME : messages.DiffResponse.DiffChanges.DIFF_NONE,
      )
      .setDiffsList(changed)
      .setReplacesList(changed.filter((key) => key === "account" && olds[key] !== undefined));
  }

  configure(request) {
    if (!Object.values(fromStruct(request.getArgs())).some((value) => value[secretKey] === secretSignature)) {
      throw new Error("the token is no secret");
    }
    return new messages.ConfigureResponse();
  }

  check(request) {
    const inputs = { name: request.getName(), ...fromStruct(request.getNews()) };
    const failures = typeof inputs.text === "string" ? [] : [["text", "expected a text"]];
    return checkResponse(inputs, failures);
  }

  diff(request) {
    const [olds, news] = [fromStruct(request.getOlds()), fromStruct(request.getNews())];
    const response = new messages.DiffResponse();
    const changed = ["name", "text", "region", "parts"].filter((key) => differ(olds[key], news[key]));
    const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
    response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE).setDiffsList(changed);
    response.setReplacesList(changed.filter((key) => key === "region")).setHasdetaileddiff(true);
    for (const key of changed) {
      const kinds = messages.PropertyDiff.Kind;
      const kind = key === "region" ? kinds.UPDATE_REPLACE : olds[key] === undefined ? kinds.ADD : kinds.UPDATE;
      const path = key === "parts" && olds.parts !== undefined ? "parts[1].label" : key;
      response.getDetaileddiffMap().set(path, new messages.PropertyDiff().setKind(kind));
    }
    return response;
  }

  async create(request) {
    const inputs = fromStruct(request.getProperties());
    const response = new messages.CreateResponse();
    if (request.getPreview()) return response.setProperties(toStruct({ ...inputs, serial: unknown, revision: 1 }));
    await this.#obey(inputs);
    const objects = this.#objects();
    const serial = Object.keys(objects).length + 1;
    const id = `${inputs.region ?? "br"}/${serial}`;
    objects[id] = { ...inputs, serial, revision: 1 };
    this.#save(objects);
    if (inputs.text.startsWith("partial")) throw new PartialFailure(id, objects[id]);
    return response.setId(id).setProperties(toStruct(objects[id]));
  }

  async update(request) {
    const inputs = fromStruct(request.getNews());
    const { serial, revision } = fromStruct(request.getOlds());
    const response = new messages.UpdateResponse();
    if (request.getPreview()) return response.setProperties(toStruct({ ...inputs, serial, revision: unknown }));
    await this.#obey(inputs);
    const objects = this.#objects();
    objects[request.getId()] = { ...inputs, serial, revision: revision + 1 };
    this.#save(objects);
    if (inputs.text.startsWith("partial")) throw new PartialFailure(request.getId(), objects[request.getId()]);
    return response.setProperties(toStruct(objects[request.getId()]));
  }

  read(request) {
    const found = this.#objects()[request.getId()];
    const response = new messages.ReadResponse();
    if (found === undefined) return response;
    const { serial, revision, ...inputs } = found;
    return response.setId(request.getId()).setInputs(toStruct(inputs)).setProperties(toStruct(found));
  }

  delete(request) {
    const { [request.getId()]: _deleted, ...others } = this.#objects();
    this.#save(others);
    return new Empty();
  }

  invoke(request) {
    const { id } = fromStruct(request.getArgs());
    const response = new messages.InvokeResponse();
    if (id === "") return response.addFailures(checkFailure("id", "it is empty")) && response;
    const found = this.#objects()[id];
    if (found === undefined) throw new Error(`thing ${id} does not exist`);
    return response.setReturn(toStruct(found));
  }

  cancel() {
    this.#cancel();
    return new Empty();
  }

  async #obey({ text }) {
    if (text.startsWith("refused")) throw new Error(`the shop refuses ${JSON.stringify(text)}`);
    if (text.startsWith("dies")) {
      console.error("the plugin dies, as scripted");
      process.exit(1);
    }
    if (text.startsWith("slow")) await this.#cancelled;
  }
}

function differ(old, fresh) {
  return JSON.stringify(old) !== JSON.stringify(fresh);
}

function checkResponse(inputs, failures) {
  return new messages.CheckResponse()
    .setInputs(toStruct(inputs))
    .setFailuresList(failures.map(([property, reason]) => checkFailure(property, reason)));
}

function checkFailure(property, reason) {
  return new messages.CheckFailure().setProperty(property).setReason(reason);
}

function errorOf(error) {
  const metadata = new Metadata();
  if (error.detail !== undefined) {
    const packed = new Any();
    packed.pack(error.detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const details = new Status().setCode(status.UNKNOWN).setMessage(error.message);
    details.addDetails(packed);
    metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  }
  return { code: status.UNKNOWN, details: error.message, metadata };
}

const handled = ["handshake", "getPluginInfo", "getSchema", "checkConfig", "diffConfig", "configure", "check", "diff"];
handled.push("create", "update", "read", "delete", "invoke", "cancel");

/** Serves the plugin of the folder `dir`, like an executable plugin: prints the port. */
exports.serve = (dir) => {
  const shop = new Shop(dir);
  const server = new Server();
  const handlers = handled.map((method) => [
    method,
    ({ request }, done) => {
      shop.log(method, detailsOf(request));
      Promise.resolve(request)
        .then((received) => shop[method](received))
        .then(
          (response) => done(null, response),
          (error) => done(errorOf(error)),
        );
    },
  ]);
  server.addService(ResourceProviderService, Object.fromEntries(handlers));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    process.stdout.write(`${port}\n`);
  });
};

function detailsOf(request) {
  return {
    ...(request.getUrn === undefined ? {} : { urn: request.getUrn() }),
    ...(request.getId === undefined ? {} : { id: request.getId() }),
    ...(request.getPreview === undefined ? {} : { preview: request.getPreview() }),
    ...(request.getNews === undefined ? {} : { news: fromStruct(request.getNews()) }),
    ...(request.getArgs === undefined ? {} : { args: fromStruct(request.getArgs()) }),
    ...(request.getProperties === undefined ? {} : { properties: fromStruct(request.getProperties()) }),
  };
}
