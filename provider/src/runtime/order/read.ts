import { orderHeadline } from "./order-context";
import { UserError } from "../user-error";
import type { ReadResult } from "../handler";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { parseOrderId, sentIn, withOutcome } from "./state";

/** The state as it is: Meta lets nobody read an order. */
export function read(_session: Session, id: string, props: Properties): Promise<ReadResult> {
  const operation = { verb: "read", ...parseOrderId(id) } as const;
  if (sentIn(props) !== undefined) return Promise.resolve({ id, props: withOutcome(props) });
  throw new UserError(
    `${orderHeadline(operation)} There is no way to read an order from Meta, so one can be neither imported nor looked up: only the run that sends an order knows it. ` +
      "Nothing was sent. Remove it from the program or the import.",
  );
}
