import type { AttachmentDeed } from "../deed";
import type { ResourceOperations } from "../handler";
import { check } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff } from "./diff";
import { read } from "./read";
import { parseAdId } from "./state";
import { update } from "./update";

/** The lifecycle of an attachment of a creative to an ad. */
export const attachment: ResourceOperations = {
  api: "marketing",
  check,
  diff,
  create,
  read,
  update,
  remove,
  deed: (verb, id, { adId, creativeId }): AttachmentDeed => ({
    resource: "attachment",
    verb,
    adId: id === undefined ? (typeof adId === "string" ? adId : "(not set)") : parseAdId(id),
    ...(typeof creativeId === "string" ? { creativeId } : {}),
  }),
};
