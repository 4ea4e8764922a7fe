import type { PolicyResource } from "@pulumi/policy";
import { WelcomeMessageSequence } from "pulumi-whatsapp";
import type { StackSequence } from "../rules/rule";
import { contentIn, known, type Read } from "./sequence-props";

/** The sequences among the resources of a stack. */
export function sequencesOf(resources: readonly PolicyResource[]): Read<readonly StackSequence[]> {
  const read = resources.filter((resource) => resource.isType(WelcomeMessageSequence)).map(sequenceOf);
  return { value: read.map(({ value }) => value), unknown: read.find(({ unknown }) => unknown !== undefined)?.unknown };
}

function sequenceOf({ name, urn, props, opts }: PolicyResource): Read<StackSequence> {
  const { value: content, unknown } = contentIn(props);
  const wabaId = known(() => props["wabaId"] as unknown);
  const isUsedInAd = known(() => props["isUsedInAd"] as unknown);
  const value: StackSequence = {
    name,
    where: urn,
    content,
    wabaId: typeof wabaId === "string" ? wabaId : undefined,
    // Outputs of what is only planned are not known, and mean no use.
    isUsedInAd: isUsedInAd === true,
    isProtected: opts.protect,
    isReplacedOnChange: known(() => props["onContentChange"] as unknown) === "replace",
  };
  return { value, unknown };
}
