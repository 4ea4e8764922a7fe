import { isMap, isSeq, type Document, type Node } from "yaml";
import { omitNullish } from "pulumi-whatsapp/schema";
import { knownText } from "../known-text";
import { orderType, programOrder } from "../order";
import { foundOrder, foundSequence, joined, refused, type Found, type FoundSubject } from "./found";
import { headOf, placesIn } from "./places";
import { contentIn, isRecord } from "./sequences";
import type { Source } from "./source";

/** As the states of stacks say it. */
export const sequenceType = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";

// Key and value by which Pulumi marks a secret in a state (source: pulumi/pulumi, sdk/go/common/resource).
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a document is what `pulumi stack export` writes. */
export function isStackExport({ contents }: Document): boolean {
  return isMap(contents) && isMap(contents.get("deployment", true));
}

type Json = Readonly<Record<string, unknown>>;

/** The sequences and orders of an exported stack by their inputs. Secrets are neither checked nor shown. */
export function exportedSubjects(source: Source, document: Document): Found {
  const resources: unknown = document.getIn(["deployment", "resources"], true);
  // An empty stack has none.
  if (!isSeq(resources)) return refused([]);
  return joined(resources.items.map((node) => (isMap(node) ? subjectOf(source, document, node) : refused([]))));
}

function subjectOf(source: Source, document: Document, node: Node): Found {
  const resource: unknown = node.toJS(document);
  if (!isRecord(resource) || (resource["type"] !== sequenceType && resource["type"] !== orderType)) return refused([]);
  // What waits to be deleted, and what is only read, is not what the program says.
  if (resource["delete"] === true || resource["external"] === true) return refused([]);
  const { file } = source;
  const { urn, inputs } = resource;
  const inputsNode: unknown = isMap(node) ? node.get("inputs", true) : undefined;
  const head = headOf(source, isMap(node) ? (node.get("urn", true) ?? node) : node);
  if (typeof urn !== "string" || !isRecord(inputs) || !isMap(inputsNode)) {
    return refused([{ file, region: head, reason: "is a resource without `urn` or `inputs`; export the stack again" }]);
  }
  const name = urn.split("::").slice(3).join("::");
  const subject: FoundSubject = { name, file, urn, regionOf: placesIn(source, inputsNode, head) };
  const notes = secretPaths(inputs, resource["type"] === orderType ? orderKeys : sequenceKeys).map((path) => ({
    file,
    region: subject.regionOf(path),
    reason: `${path} of ${name} is a secret and is not checked`,
  }));
  if (resource["type"] === orderType) {
    return foundOrder({ ...subject, order: programOrder(withoutSecrets(omitNullish(inputs))) }, notes);
  }
  const where = `${file}:${head.startLine}:${head.startColumn}`;
  return foundSequence({ ...subject, where, ...sequenceIn(resource, inputs) }, notes);
}

function sequenceIn({ outputs, protect }: Json, inputs: Json) {
  const isUsedInAd = isRecord(outputs) ? outputs["isUsedInAd"] : undefined;
  return {
    content: contentIn(inputs),
    wabaId: knownText(inputs["wabaId"]) ?? (isRecord(outputs) ? knownText(outputs["wabaId"]) : undefined),
    isUsedInAd: typeof isUsedInAd === "boolean" ? isUsedInAd : undefined,
    isProtected: protect === true,
    isReplacedOnChange: inputs["onContentChange"] === "replace",
  };
}

/** What rules read. The account's id is no text. */
const sequenceKeys = ["name", "text", "autofillMessage", "iceBreakers"];
const orderKeys = ["order", "totalAmount", "paymentSettings", "status", "payment"];

function isSecret(value: Json): boolean {
  return value[signatureKey] === secretSignature;
}

/** Paths under these keys of a resource's arguments under which a secret stands. */
function secretPaths(inputs: Json, keys: readonly string[]): readonly string[] {
  const pathsIn = (value: unknown, path: string): readonly string[] => {
    if (isRecord(value)) {
      if (isSecret(value)) return [path];
      return Object.entries(value).flatMap(([key, part]) => pathsIn(part, path === "" ? key : `${path}.${key}`));
    }
    return Array.isArray(value) ? value.flatMap((part, i) => pathsIn(part, `${path}[${i}]`)) : [];
  };
  return keys.flatMap((key) => pathsIn(inputs[key], key));
}

/** With null, which is not to be read, in the place of each secret. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isRecord(value)) return value;
  if (isSecret(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutSecrets(part)]));
}
