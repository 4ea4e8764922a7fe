/** Builds the plugin's package schema (https://www.pulumi.com/docs/iac/using-pulumi/extending-pulumi/schema/). */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Declarations } from "./declarations.mjs";
import { formatForSchema, readExampleFiles } from "./examples.mjs";
import { PropertyTypes } from "./property-types.mjs";
import { languages } from "./languages.mjs";
import { settingProperties } from "./settings.mjs";
import { requireSameArguments } from "./zod-check.mjs";

const require = createRequire(import.meta.url);
const provider = require("../../../provider/package.json");
const types = require("../../../provider/dist/schema/handler.js");
const { sequenceArgsSchema } = require("../../../provider/dist/schema/sequence.js");
const { creativeArgsSchema } = require("../../../provider/dist/schema/creative.js");
const { functions } = require("../../../provider/dist/plugin/functions.js");
const { attachmentArgsSchema } = require("../../../provider/dist/schema/attachment.js");

const sourceOf = (name) => fileURLToPath(new URL(`../../../provider/src/${name}.ts`, import.meta.url));
const packageName = "whatsapp";

/** Resources with their source, the type of the dynamic provider, and the schema that validates the arguments. */
const resources = [
  {
    class: "WelcomeMessageSequence",
    source: sourceOf("resources/welcome-message-sequence"),
    alias: types.sequenceType,
    zod: sequenceArgsSchema,
  },
  {
    class: "AdCreative",
    source: sourceOf("resources/ad-creative"),
    alias: types.creativeType,
    zod: creativeArgsSchema,
  },
  {
    class: "AdCreativeAttachment",
    source: sourceOf("resources/ad-creative-attachment"),
    alias: types.attachmentType,
    zod: attachmentArgsSchema,
  },
];
const providerSource = sourceOf("resources/provider");
const functionSource = sourceOf("plugin/function-types");

const examples = new Map(readExampleFiles().map((file) => [file.member, formatForSchema(file)]));

export function createPackageSchema() {
  const sources = [
    ...resources.map(({ source }) => source),
    providerSource,
    functionSource,
    sourceOf("schema/json-value"),
  ];
  const declarations = new Declarations(sources);
  const properties = new PropertyTypes(declarations, packageName);
  const resourceEntries = resources.map((one) => [token(one.class), toResource(one, declarations, properties)]);
  const settings = settingProperties(properties.toObjectType("ProviderArgs").properties);
  const functionEntries = declarations.names.flatMap((one) => toFunction(one, declarations, properties));
  const missing = [...functions.keys()].filter((key) => !functionEntries.some(([described]) => described === key));
  if (missing.length > 0) throw new Error(`${functionSource} does not describe ${missing.join(", ")}.`);
  return {
    name: packageName,
    displayName: "WhatsApp",
    version: provider.version,
    description: provider.description,
    // The last two are the Pulumi Registry's: its category, and a provider that is not made from Terraform's.
    keywords: [...provider.keywords, "category/cloud", "kind/native"],
    license: provider.license,
    ...pickGiven(provider, ["homepage"]),
    config: { variables: settings },
    types: properties.definitions,
    provider: {
      description: describeWithExamples("Provider", declarations.describe("Provider")),
      inputProperties: settings,
    },
    resources: Object.fromEntries(resourceEntries),
    functions: Object.fromEntries(functionEntries),
    language: languages,
  };
}

function toResource({ class: resource, source, alias, zod }, declarations, types) {
  const inputs = types.toObjectType(`${resource}Args`);
  requireSameArguments(resource, inputs, types.definitions, zod);
  const outputs = types.toObjectType(resource);
  const replaced = findReplacedArguments(source, declarations);
  const inputEntries = Object.entries(inputs.properties).map(([key, property]) => [
    key,
    replaced.includes(key) ? { ...property, willReplaceOnChanges: true } : property,
  ]);
  return {
    description: describeWithExamples(resource, declarations.describe(resource)),
    properties: outputs.properties,
    required: outputs.required,
    inputProperties: Object.fromEntries(inputEntries),
    requiredInputs: inputs.required,
    ...listInputs(resource, declarations, types),
    aliases: [{ type: alias }],
  };
}

/** Arguments of a list of resources; none for a kind that cannot be listed. */
function listInputs(resource, declarations, types) {
  const argsName = `List${resource}Args`;
  return declarations.names.includes(argsName) ? { listInputs: types.toObjectType(argsName) } : {};
}

/** Finds the arguments whose change replaces a resource in any case: those of its `Replacement` that is not complete. */
function findReplacedArguments(source, declarations) {
  const literals = declarations
    .literalsWith(source, "replaced")
    .filter((literal) => literal.get("isComplete").getText() === "false");
  if (literals.length !== 1)
    throw new Error(`${source} has ${literals.length} incomplete Replacements instead of one.`);
  return literals[0].get("replaced").elements.map(({ text }) => text);
}

/** Converts the arguments of a function, `GetSequenceArgs`, and its result, `GetSequenceResult`; nothing for another name. */
function toFunction(argsName, declarations, types) {
  const [, pascal] = /^(Get\w+)Args$/.exec(argsName) ?? [];
  if (pascal === undefined) return [];
  const result = `${pascal}Result`;
  const aliased = declarations.aliasedType(result)?.getText();
  const name = `g${pascal.slice(1)}`;
  const inputs = types.toObjectType(argsName);
  requireSameArguments(name, inputs, types.definitions, functions.get(token(name)).argsSchema);
  const spec = {
    description: describeWithExamples(name, declarations.describe(argsName)),
    inputs,
    outputs: { description: declarations.describe(result), ...types.toObjectType(aliased ?? result) },
  };
  return [[token(name), spec]];
}

function describeWithExamples(member, description) {
  if (!examples.has(member)) throw new Error(`provider/schema-examples has no ${member}.md.`);
  return `${description}\n\n${examples.get(member)}`;
}

const token = (member) => `${packageName}:index:${member}`;

function pickGiven(object, keys) {
  return Object.fromEntries(keys.filter((key) => object[key] !== undefined).map((key) => [key, object[key]]));
}
