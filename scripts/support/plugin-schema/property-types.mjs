/** Converts TypeScript types to types of Pulumi's package schema. */
import ts from "typescript";
import { describeValues } from "./descriptions.mjs";

const wrappers = new Set(["pulumi.Input", "pulumi.Output", "Readonly"]);
const anyJson = { type: "object", additionalProperties: { $ref: "pulumi.json#/Any" } };

/** Types of properties. Collects the object types and enumerations that they use. */
export class PropertyTypes {
  #declarations;
  #package;
  /** Definitions of named types by token. */
  definitions = {};
  /** Named types of arguments by property, for outputs of the same name. */
  #argumentTypes = new Map();

  constructor(declarations, packageName) {
    this.#declarations = declarations;
    this.#package = packageName;
  }

  /** Converts the properties of an interface or class: an object type of the schema. */
  toObjectType(name) {
    const members = this.#declarations.members(name).map((member) => ({ ...member, ...this.#unwrap(member.type) }));
    const isOutput = this.#declarations.isClass(name);
    const properties = members.map((member) => [
      member.name,
      { ...this.#convert({ ...member, isOutput }), description: member.description },
    ]);
    const required = members.filter((one) => !one.isOptional && !one.isNullable).map((one) => one.name);
    return { properties: Object.fromEntries(properties), required };
  }

  /** Removes `pulumi.Input`, `pulumi.Output`, `readonly` and `| undefined`. */
  #unwrap(type) {
    if (ts.isTypeOperatorNode(type)) return this.#unwrap(type.type);
    if (ts.isUnionTypeNode(type)) {
      const parts = type.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
      const isNullable = parts.length < type.types.length;
      return parts.length === 1 ? { ...this.#unwrap(parts[0]), isNullable } : { type: parts, isNullable };
    }
    if (ts.isTypeReferenceNode(type) && wrappers.has(type.typeName.getText()))
      return this.#unwrap(type.typeArguments[0]);
    return { type, isNullable: false };
  }

  #convert({ name, type, description, isOutput }) {
    if (Array.isArray(type)) {
      return isOutput ? this.#findArgumentType(name) : this.#reference(name, this.#defineEnum(name, type, description));
    }
    switch (type.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: "string" };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: "boolean" };
      case ts.SyntaxKind.NumberKeyword:
        // The provider has no fractions.
        return { type: "integer" };
      case ts.SyntaxKind.ArrayType:
        return { type: "array", items: this.#convert({ name, description, ...this.#unwrap(type.elementType) }) };
      case ts.SyntaxKind.TypeLiteral:
        return this.#findArgumentType(name);
      case ts.SyntaxKind.TypeReference:
        return this.#convertReference(name, type);
      default:
        throw new Error(`${name} has the type ${type.getText()}, which the schema cannot express.`);
    }
  }

  #convertReference(property, type) {
    const name = type.typeName.getText();
    if (name === "Record") {
      const [, value] = type.typeArguments;
      // Otherwise JSON in Meta's format, as an alias or spelled out.
      if (value.kind === ts.SyntaxKind.UnknownKeyword) return anyJson;
      return { type: "object", additionalProperties: this.#convert({ name: property, ...this.#unwrap(value) }) };
    }
    const aliased = this.#declarations.aliasedType(name);
    if (aliased !== undefined) return this.#convert({ name: property, ...this.#unwrap(aliased) });
    const token = this.#token(name.replace(/Args$/, ""));
    this.definitions[token] ??= {
      type: "object",
      description: this.#declarations.describe(name),
      ...this.toObjectType(name),
    };
    return this.#reference(property, token);
  }

  #defineEnum(property, types, description) {
    const values = types.map(({ literal }) => literal.text);
    const token = this.#token(property[0].toUpperCase() + property.slice(1));
    const definition = {
      type: "string",
      description: `Values of \`${property}\`.`,
      enum: describeValues(property, description, values),
    };
    const known = (this.definitions[token] ??= definition);
    if (JSON.stringify(known) !== JSON.stringify(definition)) throw new Error(`${token} has two definitions.`);
    return token;
  }

  #reference(property, token) {
    const reference = { $ref: `#/types/${token}` };
    this.#argumentTypes.set(property, reference);
    return reference;
  }

  /** Outputs spell object types and enumerations out; they are those of the argument with the same name. */
  #findArgumentType(property) {
    const type = this.#argumentTypes.get(property);
    if (type === undefined) throw new Error(`No argument ${property} names the type of this output.`);
    return type;
  }

  #token(name) {
    return `${this.#package}:index:${name}`;
  }
}
