import type { CreativeDeed } from "../deed";
import type { ResourceOperations } from "../handler";
import { check } from "./check";
import { create } from "./create";
import { diff } from "./diff";
import { read } from "./read";
import { remove } from "./delete";
import { parsePhysicalId } from "./state";
import { update } from "./update";

/** The lifecycle of an ad creative. */
export const creative: ResourceOperations = {
  api: "marketing",
  check,
  diff,
  create,
  read,
  update,
  remove,
  deed: (verb, id, { adAccountId, name }): CreativeDeed => ({
    resource: "ad creative",
    verb,
    ...(id === undefined
      ? { adAccountId: typeof adAccountId === "string" ? adAccountId : "(not set)" }
      : parsePhysicalId(id)),
    ...(typeof name === "string" ? { name } : {}),
  }),
};
