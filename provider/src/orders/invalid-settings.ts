import { describeFailure, type Failure } from "../schema/failures";

/** Options that no client can be made of, with everything that is wrong with them. Values are never shown. */
export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("; "));
  }
}
