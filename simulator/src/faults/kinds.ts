import type { RequestKind } from "../graph/request";
import type { FaultKind } from "./fault-rule";

export interface FaultKindInfo {
  /** What happens, as the README says it. */
  readonly description: string;
  /** The requests it can strike; others are neither struck nor counted. */
  readonly requestKinds: "any" | readonly RequestKind[];
  /** Whether it can strike before the write or after it. Without, there is no choice and `when` must be left out. */
  readonly hasWhen: boolean;
}

const reads = ["list", "read"] as const;
/** Requests of their own and items of batches; a batch itself touches nothing. */
const single = ["create", "update", "delete", "list", "read", "send"] as const;
const writes = ["create", "update", "delete", "send"] as const;

/** Comes instead of the ordinary course. */
function instead(does: string): FaultKindInfo {
  return { description: does, requestKinds: "any", hasWhen: true };
}

/** Changes the answer that comes out in the end, errors of other rules included. */
function onAnswer(does: string): FaultKindInfo {
  return { description: does, requestKinds: "any", hasWhen: false };
}

export const kinds: { readonly [Kind in FaultKind]: FaultKindInfo } = {
  status: instead("this status, body and headers"),
  graph: instead("an error in Graph's envelope; its HTTP status follows from the code"),
  echo: instead("an error whose message repeats the Authorization header as it came"),
  delay: instead("the ordinary answer, later"),
  drop: instead("the connection is reset"),
  hang: instead("no answer, ever"),
  timeout: {
    description:
      "an item of a batch is answered with null, as one that took too long; requests of their own are not struck",
    requestKinds: single,
    hasWhen: true,
  },
  truncate: onAnswer("the ordinary answer, announced whole and cut"),
  dribble: onAnswer("the ordinary answer in pieces of `chunkBytes`, with `everyMs` after each"),
  pad: onAnswer("the ordinary answer after white space, `bytes` long or `endless`"),
  encode: onAnswer("the ordinary answer compressed: `bytes` unpacked, claimed `as` something else"),
  close: onAnswer("the ordinary answer, then the connection is closed `on` it, or `on` the next request"),
  usage: onAnswer("`app` and `business`: what the usage headers say, time to regain access included"),
  wire: { description: "the answer looks as these wire `options` say", requestKinds: single, hasWhen: false },
  "drop-write": {
    description: "the ordinary answer to a write that is not kept",
    requestKinds: writes,
    hasWhen: false,
  },
  lag: {
    description: "a read is answered from what was held before the last write",
    requestKinds: reads,
    hasWhen: false,
  },
  twin: {
    description:
      "somebody else makes the same sequence, creative, ad set or ad at the same moment, and is first, or second",
    requestKinds: ["create"],
    hasWhen: true,
  },
  transform: {
    description:
      "`name` of anything, `text`, `title`, `autofill` of a sequence are stored changed: `trim`, `NFC`, `line-ends`, `{ cut, ellipsis }`",
    requestKinds: ["create", "update"],
    hasWhen: false,
  },
};

export const effectKinds = Object.keys(kinds) as readonly FaultKind[];

export function effectsMarkdown(): string {
  const head = ["| effect | requests | `when` | what happens |", "| --- | --- | --- | --- |"];
  const rows = Object.entries(kinds).map(
    ([kind, { description: does, requestKinds: verbs, hasWhen }]) =>
      `| \`${kind}\` | ${verbs === "any" ? "any" : verbs.join(", ")} | ${hasWhen ? "before, after" : ""} | ${does} |`,
  );
  return [...head, ...rows].join("\n");
}
