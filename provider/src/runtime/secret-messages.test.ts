import { KnownSecrets } from "../schema/known-secrets";
import { UserError, PartialFailure } from "./user-error";
import { makePrintable } from "./error-messages";

const token = "token-of-these-tests";
const session = { knownSecrets: new KnownSecrets([["accessToken", token]]) };

test("an error keeps its kind, its id and its outputs when its message is made printable", () => {
  const failure = makePrintable(session, new UserError(`Could not read "${token}\u202e".`));
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.message).toBe('Could not read "[access token]\\u202e".');
  const halfMade = makePrintable(session, new PartialFailure("1/2", { name: "n" }, `stored "${token}"`));
  expect(halfMade).toMatchObject({ id: "1/2", properties: { name: "n" }, reasons: ['stored "[access token]"'] });
});

test("an error that is printable, and a bug with its stack, are passed on as they are", () => {
  for (const error of [new UserError("Could not read it."), new TypeError(`bug with ${token}`)]) {
    expect(makePrintable(session, error)).toBe(error);
  }
});
