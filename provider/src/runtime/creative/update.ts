import type { Deadline } from "../../client/clock";
import { couldNot } from "../deed";
import { UserError } from "../user-error";
import { retryIdempotentWrite } from "../poll";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { validated } from "./check";
import { confirmed, rowOutputs } from "./confirm";
import { bookkeepingIn, digestOf, inputsOf, parsePhysicalId, saidIn, type PhysicalId } from "./state";

/** Renames the creative; nothing else of it can change. Only local arguments changed: no call. */
export async function update(
  session: Session,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ readonly outs: Properties }> {
  const physical = parsePhysicalId(id);
  const { sent, isUnconfirmed } = bookkeepingIn(olds);
  const { adAccountId, content, args } = validated(news);
  const deed = { resource: "ad creative", verb: "update", ...physical, name: content.name } as const;
  if (adAccountId !== physical.adAccountId || (sent !== undefined && sent !== digestOf(args))) {
    throw new UserError(
      `${couldNot(deed)} Meta changes nothing of a creative but its name. Replace the resource instead; nothing was sent.`,
    );
  }
  session.creatives.memory.own(physical.creativeId);
  if (!isUnconfirmed && olds["name"] === content.name) {
    return { outs: { ...olds, ...withLocalArgs(olds, news) } };
  }
  const outs = await session.writingAds(async (deadline) => {
    const row = isUnconfirmed ? await session.waitFor(deadline, session.creatives.find(deed.creativeId)) : undefined;
    if (isUnconfirmed && row === undefined) {
      throw new UserError(
        `${couldNot(deed)} Meta does not show it to this token. Run \`pulumi refresh\` to find out whether it is gone, then run again.`,
      );
    }
    if (row?.name === content.name) return rowOutputs(session, { deed, said: args, inputs: news }, row);
    await rename(session, deed, content.name, deadline);
    return confirmed(session, { deed, said: args, inputs: news, deadline });
  });
  return { outs };
}

/** Old outputs with the program's local arguments, nothing asked and nothing sent. */
function withLocalArgs(olds: Properties, news: Properties): Properties {
  const said = saidIn(olds);
  const { duplicates: _duplicates, adoptCreativeId: _adopted, ...rest } = olds;
  return said === undefined ? rest : { ...rest, ...inputsOf(String(news["adAccountId"]), said, news) };
}

/** One rename, repeated only while Meta still shows another name. */
export function rename(session: Session, { creativeId }: PhysicalId, name: string, deadline: Deadline): Promise<void> {
  return retryIdempotentWrite(
    session,
    deadline,
    () => session.ads.renameCreative(creativeId, name, deadline),
    async () => (await session.waitFor(deadline, session.creatives.find(creativeId)))?.name === name,
  );
}
