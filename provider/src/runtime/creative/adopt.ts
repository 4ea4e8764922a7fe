import type { Deadline } from "../../client/clock";
import { fixedDifferences, type CreativeContent } from "../../schema/creative";
import { couldNot, type CreativeDeed } from "../deed";
import { explained } from "../explain";
import { ExpectedFailure, HalfMade } from "../failure";
import type { Created, Properties } from "../properties";
import type { Session } from "../session";
import { confirmed, rowOutputs } from "./confirm";
import { physicalId, type PhysicalId } from "./state";
import { rename } from "./update";

/** Takes over a creative that exists. Only its name can be brought to what the program says; all else must be so already. */
export async function adopt(
  session: Session,
  id: PhysicalId,
  content: CreativeContent,
  inputs: Properties,
): Promise<Created> {
  const deed = { resource: "ad creative", verb: "adopt", ...id, name: content.name } as const;
  const claim = session.creatives.memory.claim(
    id.creativeId,
    () => `${couldNot(deed)} Another resource of this program manages it. Give each resource a creative of its own.`,
  );
  try {
    return await session.writingAds((deadline) => takeOver(session, deed, content, inputs, deadline));
  } catch (error) {
    if (!(error instanceof HalfMade)) claim.release();
    throw explained(error, deed);
  }
}

async function takeOver(
  session: Session,
  deed: CreativeDeed & PhysicalId,
  content: CreativeContent,
  inputs: Properties,
  deadline: Deadline,
): Promise<Created> {
  const row = await session.within(deadline, session.creatives.find(deed.creativeId));
  const isElsewhere = row?.adAccountId !== undefined && row.adAccountId !== deed.adAccountId;
  if (row === undefined || row.status === "DELETED" || isElsewhere) {
    throw new ExpectedFailure(
      `${couldNot(deed)} The ad account does not show a creative with this id to this token. Correct adoptCreativeId or adAccountId, or use a token that may see it.`,
    );
  }
  const paths = fixedDifferences(content, row);
  if (paths.length > 0) {
    throw new ExpectedFailure(
      `${couldNot(deed)} It holds something else at ${paths.slice(0, 5).join(", ")}${paths.length > 5 ? ` and ${paths.length - 5} more` : ""}, and creatives cannot be edited. ` +
        "Change the program to what it holds, or leave adoptCreativeId out to make a new one.",
    );
  }
  const id = physicalId(deed);
  if (row.name === content.name) return { id, outs: rowOutputs(session, { deed, content, inputs }, row) };
  await rename(session, deed, content.name, deadline);
  return { id, outs: await confirmed(session, { deed, content, inputs, deadline }) };
}
