import { describeFailure, type Failure } from "../schema/failures";

/** An order message that Meta would reject, with every broken rule. */
export class InvalidOrder extends Error {
  override readonly name = "InvalidOrder";
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("; "));
  }
}

/** Invalid client options, with every broken rule. Values are never shown. */
export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("; "));
  }
}
