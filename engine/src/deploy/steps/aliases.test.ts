import { formerUrns } from "./aliases";
import { createUrn, nameOf, typeOf } from "../../state/urn";

const scope = { stackName: "dev", projectName: "rec" };
function none(): undefined {
  return undefined;
}

test("a URN contains the parents' types, except the stack's", () => {
  const stack = createUrn(scope, undefined, "pulumi:pulumi:Stack", "rec-dev");
  const group = createUrn(scope, stack, "my:index:Group", "g");
  expect(createUrn(scope, group, "pulumi-nodejs:dynamic/x:T", "a::b")).toBe(
    "urn:pulumi:dev::rec::my:index:Group$pulumi-nodejs:dynamic/x:T::a::b",
  );
  expect(nameOf("urn:pulumi:dev::rec::x:y:Z::a::b")).toBe("a::b");
  expect(typeOf("urn:pulumi:dev::rec::p:q:R$x:y:Z::a")).toBe("x:y:Z");
});

test("an alias takes missing parts from the resource", () => {
  const goal = { name: "new", type: "x:y:Z", parent: undefined, aliases: [{ name: "old" }, { type: "x:y:Old" }] };
  expect(formerUrns(scope, goal, none)).toEqual([
    "urn:pulumi:dev::rec::x:y:Z::old",
    "urn:pulumi:dev::rec::x:y:Old::new",
  ]);
});

test("children of a renamed component inherit its alias", () => {
  const parent = "urn:pulumi:dev::rec::my:index:Group::app2";
  const former = "urn:pulumi:dev::rec::my:index:Group::app";
  const goal = { name: "app2-part", type: "x:y:Z", parent, aliases: [] };
  expect(formerUrns(scope, goal, (urn) => (urn === parent ? former : undefined))).toEqual([
    "urn:pulumi:dev::rec::my:index:Group$x:y:Z::app-part",
  ]);
});
