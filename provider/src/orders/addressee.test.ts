import { InvalidOrder, orderDetails, orderStatus } from "./build";
import { addresseeOf } from "../schema/order/addressee";
import { interactiveToWire } from "../schema/order/wire-mapping";
import { interactiveWarnings } from "../schema/order/warnings";

const content = { body: "b", referenceId: "r", type: "digital-goods", totalAmount: 1 } as const;
const to = "5511987654321";

function refusal(addressee: object): readonly (readonly [string, string])[] {
  const builders = [
    () => orderDetails({ ...content, ...addressee } as never),
    () => orderStatus({ body: "b", referenceId: "r", order: { status: "shipped" }, ...addressee } as never),
  ];
  const [details, status] = builders.map((build) => {
    try {
      build();
      return [];
    } catch (error) {
      if (error instanceof InvalidOrder) return error.failures.map(({ path, reason }) => [path, reason] as const);
      throw error;
    }
  });
  expect(status).toEqual(details);
  return details ?? [];
}

test.each(["BR.4Xk9", "BR.ENT.3K", `BR.${"a1".repeat(64)}`])("addresses a message to the user id %s", (recipient) => {
  const wire = interactiveToWire(orderDetails({ ...content, recipient }));
  expect(wire).toMatchObject({ recipient, recipient_type: "individual" });
  expect(wire).not.toHaveProperty("to");
  expect(refusal({ recipient })).toEqual([]);
});

test.each(["BR.4Xk9", "BR.ENT.3K", "br.4xk9", "US.1"])("rejects the user id %s in `to` and names `recipient`", (id) => {
  expect(refusal({ to: id })).toEqual([["to", "is a user id, not a phone number; put it into `recipient`"]]);
});

test.each([to, "+55 11 98765-4321"])("rejects the phone number %s in `recipient` and names `to`", (number) => {
  expect(refusal({ recipient: number })).toEqual([["recipient", "is a phone number, not a user id; put it into `to`"]]);
});

test.each(["", "BR", "BR.", "B.1", "BRA.1", "br.1", "BR.a-b", "BR.ENT.", "BR.1.2", " BR.1", `BR.${"a".repeat(129)}`])(
  "rejects the user id %j",
  (recipient) => {
    expect(refusal({ recipient })).toEqual([
      ["recipient", expect.stringMatching(/^must (not be empty|be a business-)/)],
    ]);
  },
);

test("a message without an addressee names both fields", () => {
  const reason = "is required unless `recipient` has a business-scoped user id";
  for (const addressee of [{}, { to: undefined, recipient: null }]) {
    expect(refusal(addressee)).toEqual([["to", reason]]);
  }
});

test("`to` takes precedence over `recipient`, with a warning", () => {
  const both = orderDetails({ ...content, to, recipient: "BR.1" });
  expect(addresseeOf(both)).toBe(to);
  expect(interactiveToWire(both)).toMatchObject({ to, recipient: "BR.1" });
  expect(interactiveWarnings(both)).toContainEqual({
    path: "recipient",
    reason: "is ignored because `to` is set; omit one of them",
  });
});

test("warns of a user id of another country, not of Brazil", () => {
  const warningPaths = (recipient: string) =>
    interactiveWarnings(orderDetails({ ...content, recipient })).map(({ path }) => path);
  expect([warningPaths("BR.1").includes("recipient"), warningPaths("US.1").includes("recipient")]).toEqual([
    false,
    true,
  ]);
});
