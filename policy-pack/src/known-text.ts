import { isUnknown } from "pulumi-whatsapp/schema";

/** The text, when it is one and known. */
export const knownText = (value: unknown): string | undefined =>
  typeof value === "string" && !isUnknown(value) ? value : undefined;
