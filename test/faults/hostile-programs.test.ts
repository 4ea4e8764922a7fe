import { output } from "@pulumi/pulumi";
import { sequenceArgs } from "../support/world/sequences";
import { useAccount, row } from "./support/row";
import { throughSdk } from "./support/sdk";

useAccount();

// The SDK omits functions and converts dates, maps, bigints and symbols to empty objects, undefined in a list to null.
for (const [what, given, expected] of [
  ["NaN", { text: Number.NaN }, ["text: must be a string, but is a number"]],
  ["a date", { text: new Date(0) }, ["text: must be a string, but is an object"]],
  ["a bigint", { wabaId: 102290129340398n }, ["wabaId: must be a string, but is an object"]],
  ["a function", { text: () => "Hi" }, ["text: is required"]],
  ["undefined in a list", { iceBreakers: [undefined] }, ["iceBreakers[0]: must be an object, but is null"]],
  ["an output of an output", { text: output(output({ text: "Hi" })) }, ["text: must be a string, but is an object"]],
] as const) {
  row("81", `${what} in a program is rejected with its path`, async (stack) => {
    const { failures } = await stack.run.handler.check({}, await throughSdk({ ...sequenceArgs(), ...given }));
    expect(failures.map(({ reason }) => reason)).toEqual(expected);
  });
}

row("81", "outputs within the arguments are replaced by their values", async (stack) => {
  const given = {
    text: output("Hi"),
    autofillMessage: output({ content: output("x") }),
    iceBreakers: [output({ title: "y" })],
  };
  const { inputs, failures } = await stack.run.handler.check({}, await throughSdk({ ...sequenceArgs(), ...given }));
  expect(failures).toEqual([]);
  expect(inputs).toMatchObject({ text: "Hi", autofillMessage: { content: "x" }, iceBreakers: [{ title: "y" }] });
});

row("82", "a prototype that the SDK flattens is rejected by its keys", async (stack) => {
  const given = {
    ...sequenceArgs(),
    ...(JSON.parse('{"iceBreakers":[{"title":"x","__proto__":{"polluted":1}}]}') as object),
  };
  const { failures } = await stack.run.handler.check({}, await throughSdk(given));
  expect(failures.map(({ reason }) => reason.split(": ")[0])).toEqual(["iceBreakers[0].polluted"]);
});
