import { attachmentType, creativeType, sandboxOrderType, sequenceType } from "./handler";

/** Kinds of the provider's resources. */
export type ResourceKind = "sequence" | "creative" | "attachment" | "order";

/** Types of the plugin in programs and states. They never change. Orders have none: only TypeScript programs send them. */
export const pluginTypes = {
  sequence: "whatsapp:index:WelcomeMessageSequence",
  creative: "whatsapp:index:AdCreative",
  attachment: "whatsapp:index:AdCreativeAttachment",
} as const;

const kindsByType: ReadonlyMap<unknown, ResourceKind> = new Map([
  [sequenceType, "sequence"],
  [creativeType, "creative"],
  [attachmentType, "attachment"],
  [sandboxOrderType, "order"],
  [pluginTypes.sequence, "sequence"],
  [pluginTypes.creative, "creative"],
  [pluginTypes.attachment, "attachment"],
]);

/**
 * Kind of a resource by its type in a state, preview or policy: that of the dynamic provider or of the plugin. Undefined for the type of
 * another provider, and for anything that is not a type.
 */
export function kindOfType(type: unknown): ResourceKind | undefined {
  return kindsByType.get(type);
}
