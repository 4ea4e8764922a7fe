import { createHash } from "node:crypto";
import { contentKey } from "pulumi-whatsapp/schema";
import type { Content } from "../content";

/** Fingerprint of a sequence's name and texts, hex of SHA-256; undefined while one of them is not known. Any other character gives another. */
export function contentDigestOf({ name, text, autofill, iceBreakers, isPartial = false }: Content): string | undefined {
  const titles = iceBreakers.filter((title) => title !== undefined);
  if (isPartial || name === undefined || text === undefined || titles.length < iceBreakers.length) return undefined;
  return createHash("sha256")
    .update(contentKey({ name, text, autofill, iceBreakers: titles }))
    .digest("hex");
}
