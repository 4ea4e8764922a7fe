import type { Deadline } from "../../client/clock";
import { contentOfCreative, fixedDifferences } from "../../schema/creative";
import { couldNot, type CreativeDeed } from "../deed";
import { explained } from "../explain";
import { UserError, PartialFailure } from "../user-error";
import type { Created, Properties } from "../properties";
import type { Session } from "../session";
import { confirmed, rowOutputs } from "./confirm";
import { listed, physicalId, type PhysicalId, type Said } from "./state";
import { rename } from "./update";

/** Takes over a creative that exists. Only its name can be brought to what the program says; all else must be so already. */
export async function adopt(session: Session, id: PhysicalId, said: Said, inputs: Properties): Promise<Created> {
  const deed = { resource: "ad creative", verb: "adopt", ...id, name: said.name } as const;
  const claim = session.creatives.memory.claim(
    id.creativeId,
    () => `${couldNot(deed)} Another resource of this program manages it. Give each resource a creative of its own.`,
  );
  try {
    return await session.writingAds((deadline) => takeOver(session, deed, said, inputs, deadline));
  } catch (error) {
    if (!(error instanceof PartialFailure)) claim.release();
    throw explained(error, deed);
  }
}

async function takeOver(
  session: Session,
  deed: CreativeDeed & PhysicalId,
  said: Said,
  inputs: Properties,
  deadline: Deadline,
): Promise<Created> {
  const row = await session.waitFor(deadline, session.creatives.find(deed.creativeId));
  const isElsewhere = row?.adAccountId !== undefined && row.adAccountId !== deed.adAccountId;
  if (row === undefined || row.status === "DELETED" || isElsewhere) {
    throw new UserError(
      `${couldNot(deed)} The ad account does not show a creative with this id to this token. Correct adoptCreativeId or adAccountId, or use a token that may see it.`,
    );
  }
  const paths = fixedDifferences(contentOfCreative(said), row);
  if (paths.length > 0) {
    throw new UserError(
      `${couldNot(deed)} It holds something else at ${listed(paths)}, and creatives cannot be edited. ` +
        "Change the program to what it holds, or leave adoptCreativeId out to make a new one.",
    );
  }
  const id = physicalId(deed);
  if (row.name === said.name) return { id, outs: rowOutputs(session, { deed, said, inputs }, row) };
  await rename(session, deed, said.name, deadline);
  return { id, outs: await confirmed(session, { deed, said, inputs, deadline }) };
}
