import { isMap, isSeq, type Document, type Node } from "yaml";
import { kindOfType, omitNullish } from "pulumi-whatsapp/schema";
import { getKnownText } from "../content";
import { parseProgramOrder } from "../order";
import {
  createOrderResult,
  createSequenceResult,
  mergeResults,
  createErrorResult,
  type ParsedInput,
  type FileSubject,
} from "./results";
import { getHeadRegion, createLocator } from "./yaml-locations";
import { parseContent, isRecord } from "./sequences";
import type { Source } from "./source";

// Key and value by which Pulumi marks a secret in a state (source: pulumi/pulumi, sdk/go/common/resource).
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** True for the output of `pulumi stack export`. */
export function isStackExport({ contents }: Document): boolean {
  return isMap(contents) && isMap(contents.get("deployment", true));
}

type JsonRecord = Readonly<Record<string, unknown>>;

/** Reads the inputs of the sequences and orders of an exported stack. Skips secrets. */
export function readStackExport(source: Source, document: Document): ParsedInput {
  const resources: unknown = document.getIn(["deployment", "resources"], true);
  // An empty stack has no resources.
  if (!isSeq(resources)) return createErrorResult([]);
  return mergeResults(
    resources.items.map((node) => (isMap(node) ? readResource(source, document, node) : createErrorResult([]))),
  );
}

function readResource(source: Source, document: Document, node: Node): ParsedInput {
  const resource: unknown = node.toJS(document);
  if (!isRecord(resource)) return createErrorResult([]);
  const kind = kindOfType(resource["type"]);
  if (kind !== "sequence" && kind !== "order") return createErrorResult([]);
  // Skips resources that are pending deletion or external: the program does not declare them.
  if (resource["delete"] === true || resource["external"] === true) return createErrorResult([]);
  const { file } = source;
  const { urn, inputs } = resource;
  const inputsNode: unknown = isMap(node) ? node.get("inputs", true) : undefined;
  const head = getHeadRegion(source, isMap(node) ? (node.get("urn", true) ?? node) : node);
  if (typeof urn !== "string" || !isRecord(inputs) || !isMap(inputsNode)) {
    return createErrorResult([
      { file, region: head, reason: "is a resource without `urn` or `inputs`; export the stack again" },
    ]);
  }
  const name = urn.split("::").slice(3).join("::");
  const subject: FileSubject = { name, isNamed: true, file, urn, locate: createLocator(source, inputsNode, head) };
  const notes = findSecretPaths(inputs, kind === "order" ? orderKeys : sequenceKeys).map((path) => ({
    file,
    region: subject.locate(path),
    reason: `${path} of ${name} is secret and not checked`,
  }));
  if (kind === "order") {
    return createOrderResult({ ...subject, order: parseProgramOrder(removeSecrets(omitNullish(inputs))) }, notes);
  }
  const location = `${file}:${head.startLine}:${head.startColumn}`;
  return createSequenceResult({ ...subject, location, ...readExportedSequence(resource, inputs) }, notes);
}

function readExportedSequence({ outputs, protect }: JsonRecord, inputs: JsonRecord) {
  const isUsedInAd = isRecord(outputs) ? outputs["isUsedInAd"] : undefined;
  return {
    content: parseContent(inputs),
    wabaId: getKnownText(inputs["wabaId"]) ?? (isRecord(outputs) ? getKnownText(outputs["wabaId"]) : undefined),
    isUsedInAd: typeof isUsedInAd === "boolean" ? isUsedInAd : undefined,
    isProtected: protect === true,
    isReplacedOnChange: inputs["onContentChange"] === "replace",
  };
}

/** Inputs that rules read. */
const sequenceKeys = ["name", "text", "autofillMessage", "iceBreakers"];
const orderKeys = ["order", "totalAmount", "paymentSettings", "status", "payment"];

function isSecret(value: JsonRecord): boolean {
  return value[signatureKey] === secretSignature;
}

/** Finds the paths of secrets under these inputs. */
function findSecretPaths(inputs: JsonRecord, keys: readonly string[]): readonly string[] {
  const pathsIn = (value: unknown, path: string): readonly string[] => {
    if (isRecord(value)) {
      if (isSecret(value)) return [path];
      return Object.entries(value).flatMap(([key, part]) => pathsIn(part, path === "" ? key : `${path}.${key}`));
    }
    return Array.isArray(value) ? value.flatMap((part, i) => pathsIn(part, `${path}[${i}]`)) : [];
  };
  return keys.flatMap((key) => pathsIn(inputs[key], key));
}

/** Replaces each secret with null, which rules do not read. */
function removeSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(removeSecrets);
  if (!isRecord(value)) return value;
  if (isSecret(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, removeSecrets(part)]));
}
