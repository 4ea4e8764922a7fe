/** Compares argument interfaces with the zod schemas that validate the arguments. */
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../provider/package.json", import.meta.url));
const { z } = require("zod");

/**
 * Throws if the arguments of a resource or function differ in names, required ones or values of enumerations. The provider fills in `name`.
 */
export function requireSameArguments(member, { properties, required }, definitions, schema) {
  const validated = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  const valuesOf = ({ $ref: reference }) =>
    definitions[reference?.replace("#/types/", "")]?.enum?.map(({ value }) => value);
  const declared = Object.entries(properties).map(([key, property]) => [key, valuesOf(property)]);
  const expected = Object.entries(validated.properties).map(([key, property]) => [key, findEnum(property)]);
  requireEqual(`Arguments of ${member}`, declared, expected);
  const optional = new Set(["name"]);
  requireEqual(
    `Required arguments of ${member}`,
    required,
    (validated.required ?? []).filter((key) => !optional.has(key)),
  );
}

function findEnum({ enum: values, anyOf = [] }) {
  return values ?? anyOf.map(findEnum).find((one) => one !== undefined);
}

function requireEqual(what, declared, validated) {
  const texts = [declared, validated].map((value) => JSON.stringify(value));
  if (texts[0] !== texts[1])
    throw new Error(`${what} differ: ${texts[0]} in the interface, ${texts[1]} in the zod schema.`);
}
