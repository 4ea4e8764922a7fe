import { isMap, isSeq, type Document, type Node } from "yaml";
import { headOf, placesIn } from "./places";
import { contentIn, isRecord, joined, knownText, refused, type Found } from "./sequences";
import type { Remark, Source } from "./source";

/** As the states of stacks say it. */
export const sequenceType = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";

// Key and value by which Pulumi marks a secret in a state (source: pulumi/pulumi, sdk/go/common/resource).
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Whether a document is what `pulumi stack export` writes. */
export const isStackExport = ({ contents }: Document): boolean =>
  isMap(contents) && isMap(contents.get("deployment", true));

/** The sequences of an exported stack by their inputs. Secrets are neither checked nor shown. */
export function exportedSequences(source: Source, document: Document): Found {
  const resources: unknown = document.getIn(["deployment", "resources"], true);
  // An empty stack has none.
  if (!isSeq(resources)) return refused([]);
  return joined(resources.items.map((node) => (isMap(node) ? sequenceOf(source, document, node) : refused([]))));
}

function sequenceOf(source: Source, document: Document, node: Node): Found {
  const resource: unknown = node.toJS(document);
  if (!isRecord(resource) || resource["type"] !== sequenceType) return refused([]);
  // What waits to be deleted, and what is only read, is not what the program says.
  if (resource["delete"] === true || resource["external"] === true) return refused([]);
  const { file } = source;
  const { urn, inputs, outputs } = resource;
  const inputsNode: unknown = isMap(node) ? node.get("inputs", true) : undefined;
  const head = headOf(source, isMap(node) ? (node.get("urn", true) ?? node) : node);
  if (typeof urn !== "string" || !isRecord(inputs) || !isMap(inputsNode))
    return refused([{ file, region: head, reason: "is a resource without `urn` or `inputs`; export the stack again" }]);
  const name = urn.split("::").slice(3).join("::");
  const regionOf = placesIn(source, inputsNode, head);
  const notes: readonly Remark[] = secretPaths(inputs).map((path) => ({
    file,
    region: regionOf(path),
    reason: `${path} of ${name} is a secret and is not checked`,
  }));
  const isUsedInAd = isRecord(outputs) ? outputs["isUsedInAd"] : undefined;
  const sequence = {
    name,
    where: `${file}:${head.startLine}:${head.startColumn}`,
    content: contentIn(inputs),
    wabaId: knownText(inputs["wabaId"]) ?? (isRecord(outputs) ? knownText(outputs["wabaId"]) : undefined),
    isUsedInAd: typeof isUsedInAd === "boolean" ? isUsedInAd : undefined,
    isProtected: resource["protect"] === true,
    isReplacedOnChange: inputs["onContentChange"] === "replace",
    ...{ file, urn, regionOf },
  };
  return { sequences: [sequence], complaints: [], notes };
}

/** Paths of a sequence's arguments under which a secret stands, the account's id left out, which no rule reads as text. */
function secretPaths(inputs: Readonly<Record<string, unknown>>): readonly string[] {
  const pathsIn = (value: unknown, path: string): readonly string[] => {
    if (isRecord(value)) {
      if (value[signatureKey] === secretSignature) return [path];
      return Object.entries(value).flatMap(([key, part]) => pathsIn(part, path === "" ? key : `${path}.${key}`));
    }
    return Array.isArray(value) ? value.flatMap((part, i) => pathsIn(part, `${path}[${i}]`)) : [];
  };
  return ["name", "text", "autofillMessage", "iceBreakers"].flatMap((key) => pathsIn(inputs[key], key));
}
