import { PartialFailure } from "../../../provider/src/runtime/user-error";

export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it did not fail");
}

export async function failureMessage(promise: Promise<unknown>): Promise<string> {
  return (await failureOf(promise)).message;
}

/** Returns the error message and the output of a run that fails. */
export async function failureTextOf(run: Promise<unknown>): Promise<string> {
  const failure = await failureOf(run);
  return `${failure.message}\n${String(Reflect.get(failure, "stdout"))}`;
}

/** The failure of a write that changed Meta's data but was not confirmed. */
export async function partialFailureOf(promise: Promise<unknown>): Promise<PartialFailure> {
  const error = await failureOf(promise);
  if (error instanceof PartialFailure) return error;
  throw error;
}
