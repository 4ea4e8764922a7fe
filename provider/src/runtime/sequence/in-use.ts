import type { GraphError } from "../../client/graph-error";
import { named, type SequenceDeed } from "../deed";
import { ExpectedFailure } from "../failure";

/** The refusal of a sequence that an ad uses: the same words whether Meta said so or the account's listing did. */
export function inUse(deed: SequenceDeed, problem?: GraphError): ExpectedFailure {
  const trace = problem?.traceId === undefined ? "" : `, fbtrace_id ${problem.traceId}`;
  const what = deed.verb === "delete" ? "delete" : "change";
  return new ExpectedFailure(
    `Refused to ${what} ${named(deed)}. An ad uses it, and Meta does not ${what} a sequence that an ad uses (4027012 Sequence used in an ad${trace}). ${waysOut(what)}`,
  );
}

/** The warning of a plan, or of an adoption, that Meta will probably refuse. */
export function changeWhileInUse(id: string, name: unknown): string {
  return (
    `sequence ${JSON.stringify(name)} (${id}) is used in an ad: Meta will probably refuse this change (4027012). ` +
    'Disconnect it from the ad, or set onContentChange: "replace" to make a new sequence that the ad can move to.'
  );
}

/** Two resources of one program hold the same sequence, so each run would undo what the other says. */
export function heldTwice(id: string, name: unknown): string {
  return (
    `Could not update sequence ${JSON.stringify(name)} (${id}). Another resource of this program manages it too, as adoptSequenceId told it. ` +
    "Remove one of the two from the program: the sequence stays with the other."
  );
}

function waysOut(what: "delete" | "change"): string {
  return what === "delete"
    ? 'Disconnect the sequence from the ad and run again, or set retainOnDelete to leave it in the account; for the next change, onContentChange: "replace" makes a new sequence first so that the ad can move to it.'
    : 'Disconnect the sequence from the ad and run again, or set onContentChange: "replace" so that the change makes a new sequence the ad can move to (with retainOnDelete the old one stays in the account).';
}
