import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Described {
  readonly description: string;
}
interface PackageSchema {
  readonly provider: Described;
  readonly resources: Readonly<Record<string, Described>>;
  readonly functions: Readonly<Record<string, Described>>;
  readonly types: Readonly<Record<string, { readonly enum?: readonly { readonly value: string }[] }>>;
}
const schema = JSON.parse(readFileSync(join(__dirname, "../../provider/schema.json"), "utf8")) as PackageSchema;
const enumValues = Object.values(schema.types).flatMap((type) => type.enum?.map(({ value }) => value) ?? []);

type Programs = Readonly<Record<string, string>>;

/** Lists the examples of the schema: a title, and a program for each language. */
function listExamples(): readonly (readonly [title: string, programs: Programs])[] {
  const members = { provider: schema.provider, ...schema.resources, ...schema.functions };
  return Object.entries(members).flatMap(([member, { description }]) =>
    description
      .split("{{% example %}}")
      .slice(1)
      .map((text) => {
        const fences = [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)];
        const title = /### (.*)/.exec(text)?.[1] ?? "";
        return [
          `${member}: ${title}`,
          Object.fromEntries(fences.map(([, language = "", code = ""]) => [language, code])),
        ];
      }),
  );
}

/** Lists the keys and the text values of a YAML program, without references. */
function collect(value: unknown): { readonly keys: readonly string[]; readonly texts: readonly string[] } {
  if (typeof value === "string") return { keys: [], texts: value.includes("${") ? [] : [value] };
  if (typeof value !== "object" || value === null) return { keys: [], texts: [] };
  const parts = Object.values(value).map(collect);
  return {
    keys: [...(Array.isArray(value) ? [] : Object.keys(value)), ...parts.flatMap(({ keys }) => keys)],
    texts: parts.flatMap(({ texts }) => texts),
  };
}

interface YamlProgram {
  readonly resources?: Readonly<Record<string, { readonly type: string; readonly properties: object }>>;
  readonly variables?: Readonly<
    Record<string, { readonly "fn::invoke": { readonly function: string; readonly arguments: object } }>
  >;
}

/** Lists the classes or functions of a YAML program with their arguments. */
function listCalls({ resources = {}, variables = {} }: YamlProgram): readonly (readonly [string, object])[] {
  return [
    ...Object.values(resources).map(({ type, properties }) => [type, properties] as const),
    ...Object.values(variables).map(({ "fn::invoke": call }) => [call.function, call.arguments] as const),
  ].map(([token, args]) => [token === "pulumi:providers:whatsapp" ? "Provider" : token.replace("whatsapp:", ""), args]);
}

function toPascalCase(name: string): string {
  return name.replace(/^./, (letter) => letter.toUpperCase());
}

const callPatterns: Readonly<Record<string, (name: string) => string>> = {
  csharp: (name) => (name.startsWith("get") ? `WhatsApp.${toPascalCase(name)}.Invoke(` : `new WhatsApp.${name}(`),
  java: (name) => (name.startsWith("get") ? `WhatsappFunctions.${name}(` : `new ${name}(`),
};
const argumentPatterns: Readonly<Record<string, (name: string) => string>> = {
  csharp: (name) => `${toPascalCase(name)} =`,
  java: (name) => `.${name}(`,
};

describe.each(["csharp", "java"])("the program in %s, which no compiler checks,", (language) => {
  test.each(listExamples())("of %s: makes the calls of the YAML program", (_title, programs) => {
    const yaml = parse(programs["yaml"] ?? "") as YamlProgram;
    const code = programs[language] ?? "";
    for (const [name, args] of listCalls(yaml)) {
      expect(code).toContain(callPatterns[language]?.(name));
      for (const key of Object.keys(args)) expect(code).toContain(argumentPatterns[language]?.(key));
      const { texts } = collect(args);
      for (const text of texts) {
        expect(code).toContain(enumValues.includes(text) ? `.${toPascalCase(text)}` : JSON.stringify(text));
      }
    }
    const { keys, texts } = collect(yaml);
    const quoted = [...code.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text);
    expect([...keys, ...texts]).toEqual(expect.arrayContaining(quoted));
  });
});

test("every resource and function, and the provider, have an example", () => {
  for (const { description } of [
    schema.provider,
    ...Object.values(schema.resources),
    ...Object.values(schema.functions),
  ]) {
    expect(description).toContain("{{% example %}}");
  }
});
