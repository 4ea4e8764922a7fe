import type { RequestKind } from "../graph/request";
import type { FaultKind } from "./fault-rule";

interface FaultKindInfo {
  /** Sentence fragment for the table in the documentation. */
  readonly description: string;
  /** Requests that it applies to; a rule ignores and does not count others. */
  readonly requestKinds: "any" | readonly RequestKind[];
  /** True if it can take effect before or after the write; otherwise `when` must be left out. */
  readonly hasWhen: boolean;
}

const reads = ["list", "read"] as const;
/** Single requests and items of batches. A batch itself does not touch the content. */
const single = ["create", "update", "delete", "list", "read", "send"] as const;
const writes = ["create", "update", "delete", "send"] as const;

/** Replaces the ordinary answer. */
function replacesAnswer(description: string): FaultKindInfo {
  return { description, requestKinds: "any", hasWhen: true };
}

/** Changes the final answer, including errors of other rules. */
function changesAnswer(description: string): FaultKindInfo {
  return { description, requestKinds: "any", hasWhen: false };
}

export const kinds: { readonly [Kind in FaultKind]: FaultKindInfo } = {
  status: replacesAnswer("this status, body and headers"),
  graph: replacesAnswer("an error in Graph's envelope; its HTTP status follows from the code"),
  echo: replacesAnswer("an error whose message repeats the Authorization header unchanged"),
  delay: replacesAnswer("the ordinary answer, later"),
  drop: replacesAnswer("the connection is reset"),
  hang: replacesAnswer("no answer, ever"),
  timeout: {
    description: "a batch item is answered with null, as one that took too long; single requests are not affected",
    requestKinds: single,
    hasWhen: true,
  },
  truncate: changesAnswer("the ordinary answer, cut after `bytes` but announced in full"),
  "slow-body": changesAnswer("the ordinary answer in pieces of `chunkBytes`, with `everyMs` after each"),
  pad: changesAnswer("the ordinary answer after white space, `bytes` long or `endless`"),
  encode: changesAnswer("the ordinary answer compressed: `bytes` unpacked, announced `as` another encoding"),
  close: changesAnswer("the ordinary answer, then the connection is closed `on` it, or `on` the next request"),
  usage: changesAnswer("`app` and `business` set the usage headers, including the time to regain access"),
  wire: { description: "the answer has the shape of these wire `options`", requestKinds: single, hasWhen: false },
  "drop-write": {
    description: "the ordinary answer to a write that is not stored",
    requestKinds: writes,
    hasWhen: false,
  },
  "stale-read": {
    description: "a read is answered with the content before the last write",
    requestKinds: reads,
    hasWhen: false,
  },
  "concurrent-duplicate": {
    description: "another client creates the same sequence, creative, ad set or ad at the same moment, first or second",
    requestKinds: ["create"],
    hasWhen: true,
  },
  transform: {
    description:
      "stores `name` of anything and `text`, `title`, `autofill` of a sequence changed: `trim`, `NFC`, `line-ends`, `{ cut, ellipsis }`",
    requestKinds: ["create", "update"],
    hasWhen: false,
  },
};

export const effectKinds = Object.keys(kinds) as readonly FaultKind[];

export function effectsMarkdown(): string {
  const head = ["| effect | requests | `when` | what happens |", "| --- | --- | --- | --- |"];
  const rows = Object.entries(kinds).map(
    ([kind, { description, requestKinds, hasWhen }]) =>
      `| \`${kind}\` | ${requestKinds === "any" ? "any" : requestKinds.join(", ")} | ${hasWhen ? "before, after" : ""} | ${description} |`,
  );
  return [...head, ...rows].join("\n");
}
