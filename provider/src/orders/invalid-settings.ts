import { describeFailure, type Failure } from "../schema/failures";

/** Invalid client options, with every broken rule. Values are never shown. */
export class InvalidSettings extends Error {
  override readonly name = "InvalidSettings";
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("; "));
  }
}
