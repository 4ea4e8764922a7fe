import { describeFailure, type Failure } from "../../schema/failures";
import { interactiveWarnings } from "../../schema/order/warnings";
import { changedPaths, editedPaths, sandboxOrderSchema, type SandboxOrder } from "../../schema/order/sandbox";
import { hasUnknown } from "../../schema/unknowns";
import { couldNot, type OrderDeed } from "../deed";
import { ExpectedFailure } from "../failure";
import type { DiffResult } from "../handler";
import { withoutHandler, type Properties } from "../properties";
import type { Session } from "../session";
import { changeBetween, forbiddenBetween, isRepeated, newsOf, statusMessage, type News } from "./news";
import { requireCurrent } from "./send";
import { orderId, parseOrderId, requireSent } from "./state";

/** Says what would change, and refuses what can not. Offline, and never a replacement. A refresh only compares. */
export function diff(session: Session, id: string, olds: Properties, news: Properties): DiffResult {
  const deed = { resource: "order", verb: "change", ...parseOrderId(id) } as const;
  if (session.orders.isPlanning) plan(session, deed, olds, news);
  const changes = editedPaths(olds, news).length > 0 || changedPaths(olds, news).length > 0 || hasUnknown(news);
  return { changes, replaces: [], deleteBeforeReplace: false };
}

function plan(session: Session, deed: OrderDeed, olds: Properties, news: Properties): void {
  const sent = requireSent(olds, deed);
  const before = newsOf(sent);
  session.orders.keep(orderId(deed));
  const args = hasUnknown(news) ? undefined : sandboxOrderSchema.safeParse(withoutHandler(news)).data;
  const after = args === undefined ? before : newsOf(args);
  requireCurrent(session, deed, sent.record, changeBetween(before, after));
  refuseForbidden(deed, { olds, news, before, after });
  if (args === undefined) return;
  for (const doubt of doubtsAbout(args, before, after)) {
    session.warn(`order ${orderId(deed)}: ${describeFailure(doubt)}`);
  }
}

interface Wanted {
  readonly olds: Properties;
  readonly news: Properties;
  readonly before: News;
  readonly after: News;
}

/** What a person has received stays as it is, and what is told follows from what was told. Update asks again. */
export function refuseForbidden(deed: OrderDeed, { olds, news, before, after }: Wanted): void {
  const edits = editedPaths(olds, news);
  const reasons = [
    ...(edits.length === 0
      ? []
      : [
          `What a person has received can not be edited: ${edits.join(", ")}. Set it back; another order is another resource with a new referenceId`,
        ]),
    ...forbiddenBetween(before, after).map(describeFailure),
  ];
  if (reasons.length === 0) return;
  throw new ExpectedFailure(`${couldNot(deed)} It was sent. ${reasons.join(". ")}. Nothing was sent now.`);
}

/** Names of the message's parts in a program; of its other parts the plan of the order has spoken. */
const ours: Readonly<Record<string, string>> = {
  body: "statusBody",
  footer: "statusFooter",
  "order.description": "statusDescription",
  "payment.status": "payment.status",
};

const uncaptured = {
  path: "payment",
  reason: "was captured; Meta gives no rules for payments, and may still refuse to cancel the order (2047)",
};

function doubtsAbout(args: SandboxOrder | Omit<SandboxOrder, "phoneNumberId">, before: News, after: News): Failure[] {
  const change = changeBetween(before, after);
  const again = "is the same again, with another description; Meta does not say what it makes of that";
  return [
    ...(before.payment?.status === "captured" && after.payment?.status !== "captured" ? [uncaptured] : []),
    ...(isRepeated(before, after) ? [{ path: "status", reason: again }] : []),
    ...interactiveWarnings(statusMessage(args, change, args.statusBody)).flatMap(({ path, reason }) => {
      const name = ours[path];
      return name === undefined ? [] : [{ path: name, reason }];
    }),
  ];
}
