import type { Deadline } from "../../client/clock";
import { contentOfCreative, describeFixedDifferences, sequenceIn } from "../../schema/creative";
import type { CreativeRow } from "../../schema/wire-ads";
import { wasWritten, type CreativeDeed } from "../deed";
import { causeOf } from "../explain";
import { PartialFailure } from "../user-error";
import { pollUntil } from "../poll";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { digestOf, heldAs, listed, outputsOf, physicalId, type PhysicalId, type Said } from "./state";

// What was written may be readable only after a moment; looked for this often, then reported with the id.
const looksAfterMs = [0, 250, 500, 1_000, 2_000, 4_000] as const;

interface Write {
  readonly deed: CreativeDeed & PhysicalId;
  readonly said: Said;
  /** For the local arguments and the handler. */
  readonly inputs: Properties;
  readonly deadline: Deadline;
}

/** Reads back what was written and returns the outputs. What cannot be confirmed is recorded with its id, never lost. */
export async function confirmed(session: Session, write: Write): Promise<Properties> {
  const row = await settled(session, write).catch((error: unknown) => {
    throw unconfirmed(write, `reading it back failed. ${causeOf(error, write.deed)}`);
  });
  if (row === undefined) throw unconfirmed(write, "Meta does not show it yet.");
  if (row.name !== undefined && row.name !== write.said.name) throw otherName(write, row.name);
  return rowOutputs(session, write, row);
}

function settled(session: Session, { deed, said, deadline }: Write): Promise<CreativeRow | undefined> {
  return pollUntil(
    deadline,
    looksAfterMs,
    () => session.waitFor(deadline, session.creatives.find(deed.creativeId)),
    (row) => row !== undefined && (row.name === undefined || row.name === said.name),
  );
}

/** The outputs of a creative that was seen. A sequence that Meta dropped is an error; what Meta wrote differently is said. */
export function rowOutputs(
  session: Session,
  { deed, said, inputs }: Omit<Write, "deadline">,
  row: CreativeRow,
): Properties {
  const content = contentOfCreative(said);
  const sequenceId = sequenceIn(content.assetFeedSpec);
  const parts = { id: deed, said: heldAs(said, row), from: inputs, status: row.status, sent: digestOf(said) };
  if (sequenceId !== undefined && sequenceIn(row.assetFeedSpec) !== sequenceId) {
    throw new PartialFailure(
      physicalId(deed),
      outputsOf({ ...parts, isUnconfirmed: true }),
      `Ad creative ${physicalId(deed)} was written, but Meta did not keep the welcome message sequence ${sequenceId} in it, so its ads would not show the greeting. ` +
        "Check that the sequence belongs to the WhatsApp number of the ad's page, then create the creative again with `pulumi up --replace`.",
    );
  }
  const differences = describeFixedDifferences(content, row);
  if (differences.length > 0) {
    session.warn(
      `ad creative ${JSON.stringify(said.name)} (${physicalId(deed)}): Meta stored something else than was sent at ${listed(differences)}.`,
    );
  }
  return outputsOf(parts);
}

function unconfirmed(write: Write, why: string): PartialFailure {
  return recorded(
    write,
    `Ad creative ${physicalId(write.deed)} was written, but ${why} It is recorded in the state; the next \`pulumi up\` looks again and does not create a second one.`,
  );
}

/** A read may be late after a rename; after a create it is what Meta made of the name. */
function otherName(write: Write, stored: string): PartialFailure {
  const names = `sent ${JSON.stringify(write.said.name)}, stored ${JSON.stringify(stored)}`;
  return recorded(
    write,
    `${wasWritten(write.deed)}, but Meta shows another name than was sent: ${names}. ` +
      "The next `pulumi up` looks again; if it stays so, change the program to the name that Meta keeps.",
  );
}

function recorded({ deed, said, inputs }: Omit<Write, "deadline">, reason: string): PartialFailure {
  return new PartialFailure(
    physicalId(deed),
    outputsOf({ id: deed, said, from: inputs, status: undefined, sent: digestOf(said), isUnconfirmed: true }),
    reason,
  );
}
