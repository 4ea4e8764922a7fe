import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import * as estree from "prettier/plugins/estree";
import * as typescriptPlugin from "prettier/plugins/typescript";
import { format } from "prettier/standalone";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { toImportable, type Importable } from "./importable";
import { namesFor } from "./names";
import { renderProgram } from "./program-text";

const wabaId = "102290129340398";

interface Content {
  readonly name: string;
  readonly text: string;
  readonly autofill: string | undefined;
  readonly iceBreakers: readonly string[];
}

function sequences(contents: readonly Content[]): Importable[] {
  const rows = contents.map((content, i) => ({
    ...{ id: String(1000 + i), content, isUsedInAd: false, lastUpdateTime: undefined },
  }));
  const names = namesFor(rows.map(({ id, content: { name } }) => ({ id, name })));
  return rows.map((row) => {
    const one = toImportable({ wabaId, appId: "1" }, row, names.get(row.id) ?? { resource: "", variable: "" });
    if (typeof one === "string") throw new Error(one);
    return one;
  });
}

/** Runs a program. Returns the name and arguments of each resource, and the exported names. */
function evaluate(program: string) {
  const resources: unknown[] = [];
  function WelcomeMessageSequence(...given: readonly [name: string, args: unknown]): void {
    resources.push(given);
  }
  const { outputText } = transpileModule(program, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2020 },
  });
  const exported: Record<string, unknown> = {};
  runInNewContext(outputText, { exports: exported, require: () => ({ WelcomeMessageSequence }) });
  return { resources, exported: Object.keys(exported) };
}

function formatWithPrettier(text: string): Promise<string> {
  return format(text, { parser: "typescript", plugins: [typescriptPlugin, estree] });
}

function omitHandler({ inputs }: Importable): unknown {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__provider"));
}

const plain: Content = { name: "Plain", text: "Hi!", autofill: undefined, iceBreakers: [] };

const pieces = fc.constantFrom(
  ..."\\`'\"${}\n\r\t\u2028\u2029\u00a0\u200d\u200f\u202e\ufeff\u3000\u0007 ".split(""),
  ...[
    "${x}",
    "\\n",
    "\\u0041",
    "*/",
    "</script>",
    "👨‍👩‍👧",
    "🇧🇷",
    "مرحبا",
    "你好",
    "नमस्ते",
    "é",
    "ﷺ",
    "ｱ",
    "１",
    "words and ",
    "12345 ",
  ],
);
const texts = fc
  .oneof(
    fc.array(fc.oneof(pieces, fc.string({ unit: "grapheme" })), { maxLength: 40 }).map((parts) => parts.join("")),
    // Lengths near the limit of a line.
    fc.tuple(fc.constantFrom("a", "é", "好", "👍", '"'), fc.integer({ min: 1, max: 90 })).map(([c, n]) => c.repeat(n)),
  )
  .filter((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text) && text.isWellFormed());
const contents = fc.record({
  name: texts,
  text: texts,
  autofill: fc.option(texts, { nil: undefined }),
  iceBreakers: fc.array(texts, { maxLength: 5 }),
});

test("the program reproduces the account exactly, in prettier's format", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(contents, { minLength: 1, maxLength: 4 }), async (several) => {
      const all = sequences(several);
      const program = renderProgram(wabaId, all);
      const { resources, exported } = evaluate(program);
      expect(resources).toEqual(all.map((one) => [one.names.resource, omitHandler(one)]));
      expect(exported).toEqual(all.map(({ names }) => names.variable));
      expect(await formatWithPrettier(program)).toBe(program);
    }),
    { numRuns: 25 },
  );
});

test("formats names of every length as prettier does", async () => {
  for (let length = 1; length <= 40; length++) {
    const program = renderProgram(
      wabaId,
      sequences([
        { ...plain, name: "n".repeat(length) },
        { ...plain, name: "8".repeat(length) + "x" },
      ]),
    );
    expect(await formatWithPrettier(program)).toBe(program);
  }
});

test("keeps short values on one line and escapes invisible characters", () => {
  const [one] = sequences([
    {
      name: "Offer",
      text: 'Say "hi" \nor `bye`\u202e for ${price}',
      autofill: "I'd like to know more",
      iceBreakers: ["How do I sign up?", "What do I need?"],
    },
  ]);
  expect(renderProgram(wabaId, one === undefined ? [] : [one])).toBe(`import * as whatsapp from "pulumi-whatsapp";

const wabaId = "102290129340398";

export const offerSequence = new whatsapp.WelcomeMessageSequence("offer", {
  wabaId,
  name: "Offer",
  text: \`Say "hi"\\x20
or \\\`bye\\\`\\u202e for \\\${price}\`,
  autofillMessage: { content: "I'd like to know more" },
  iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
});
`);
});
