import { isUnknown } from "pulumi-whatsapp/schema";

/** The text, when it is one and known. */
export function knownText(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}
