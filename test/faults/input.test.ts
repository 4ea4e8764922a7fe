import type { Properties } from "../../provider/src/runtime/properties";
import { sequenceArgs } from "../support/world/sequences";
import { failureOf } from "../support/world/failures";
import { useAccount, row, type FaultStack } from "./support/row";
import { rejectionReasons } from "./support/rejections";
import { providerForm } from "../support/provider-form";

useAccount();

/** Checks valid arguments; returns the inputs of create and the warnings. */
async function checkValid(stack: FaultStack, changes: Properties) {
  const { handler, warnings } = stack.startRun();
  const { inputs, failures } = await handler.check({}, sequenceArgs(changes));
  expect(failures).toEqual([]);
  return { inputs, warnings };
}

// As Pulumi's engine writes them (sdk/go/common/resource/plugin/rpc.go).
const sentinels = {
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  asset: "030794c1-ac77-496b-92df-f27374a8bd58",
  archive: "e48ece36-62e2-4504-bad9-02848725956a",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

for (const [kind, unknown] of Object.entries(sentinels)) {
  row("76", `an unknown ${kind} at any depth is a planned change, never sent`, async (stack) => {
    await stack.createExisting();
    const old = stack.engine.entries.get("signup");
    const places: readonly Properties[] = [
      { wabaId: unknown },
      { name: unknown },
      { text: unknown },
      { autofillMessage: unknown },
      { autofillMessage: { content: unknown } },
      { iceBreakers: unknown },
      { iceBreakers: [unknown, { title: "What do I need?" }] },
      { iceBreakers: [{ title: unknown }] },
      { onContentChange: unknown },
      { duplicates: unknown },
      { adoptSequenceId: unknown },
    ];
    for (const changes of places) {
      const { inputs, warnings } = await checkValid(stack, { name: "signup", ...changes });
      expect(inputs).toMatchObject(changes);
      expect(warnings.filter((text) => text.includes(unknown))).toEqual([]);
      const { changes: isChanged, replaces } = await stack.run.handler.diff(old?.id ?? "", old?.outs ?? {}, inputs);
      expect({ isChanged, replaces }).toEqual({ isChanged: true, replaces: [] });
      expect((await failureOf(stack.run.handler.create(inputs))).message).toContain("a value is still not known");
    }
    expect(stack.meta.journal()).toEqual([]);
  });

  row("76", `known values beside an unknown ${kind} are still checked`, async (stack) => {
    const { failures } = await stack.run.handler.check(
      {},
      sequenceArgs({ text: unknown, name: " ", iceBreakers: [unknown, { title: "" }, { title: unknown, reply: 1 }] }),
    );
    expect(failures.map(({ reason }) => reason.split(":")[0])).toEqual([
      "name",
      "iceBreakers[1].title",
      "iceBreakers[2].reply",
    ]);
  });
}

const nothing = "must not be empty; write at least one visible character";
for (const [what, text, reason] of [
  ["missing", undefined, "is required"],
  ["null", null, "is required"],
  ["empty", "", nothing],
  ["blank", " \t\r\n\u3000", nothing],
  ["invisible", "\u200b\u200d\ufeff\u202e", nothing],
] as const) {
  row("77", `${what} text is reported everywhere at once`, async (stack) => {
    const places = {
      name: text,
      text,
      autofillMessage: { content: text },
      iceBreakers: [{ title: "Ok" }, { title: text }],
    };
    const nested = text === null ? "must be a string, but is null" : reason;
    // For the plugin's resources, the name of the resource is the default.
    const hasDefaultName = providerForm === "plugin" && (text ?? undefined) === undefined;
    expect(await rejectionReasons(stack, places)).toEqual([
      ...(hasDefaultName ? [] : [`name: ${reason}`]),
      `text: ${reason}`,
      `autofillMessage.content: ${nested}`,
      `iceBreakers[1].title: ${nested}`,
    ]);
  });
}

const family = "👨‍👩‍👧";
const limits: readonly (readonly [string, number, (text: string) => Properties])[] = [
  ["text", 300, (text) => ({ text })],
  ["iceBreakers[0].title", 80, (title) => ({ iceBreakers: [{ title }] })],
];
for (const [path, limit, changes] of limits) {
  row("78", `${path} beyond ${limit} warns with characters and UTF-16 units`, async (stack) => {
    for (const character of ["x", family]) {
      const warnings = async (count: number) => (await checkValid(stack, changes(character.repeat(count)))).warnings;
      expect(await warnings(limit - 1)).toEqual([]);
      expect(await warnings(limit)).toEqual([]);
      expect(await warnings(limit + 1)).toEqual([
        `sequence "Driver sign-up": ${path}: ${limit + 1} characters (${(limit + 1) * character.length} UTF-16 units); Meta's pages for the same surface allow at most ${limit}, so Meta may reject or truncate it`,
      ]);
    }
  });
}

row("78", "warns about a fifth and a repeated ice breaker", async (stack) => {
  const createBreakers = (...titles: readonly string[]) => ({ iceBreakers: titles.map((title) => ({ title })) });
  expect((await checkValid(stack, createBreakers("a", "b", "c", "d"))).warnings).toEqual([]);
  expect((await checkValid(stack, createBreakers("a", "b", "c", "d", "a"))).warnings).toEqual([
    expect.stringContaining("iceBreakers: 5 ice breakers; Meta's pages for the same surface allow at most 4"),
    expect.stringContaining("iceBreakers[4].title: is the same as iceBreakers[0].title"),
  ]);
});

row("78", "more than 65536 bytes together are rejected with both numbers", async (stack) => {
  const base = Buffer.byteLength(
    JSON.stringify({ ...sequenceArgs({ wabaId: stack.meta.wabaId, text: "" }), __provider: undefined }),
  );
  const most = "x".repeat(65_536 - base);
  expect((await checkValid(stack, { text: most })).warnings).toHaveLength(1);
  expect(await rejectionReasons(stack, { text: `${most}x` })).toEqual([
    "text, autofillMessage, iceBreakers: are 65537 bytes together; at most 65536 are sent",
  ]);
});

const corpus: Readonly<Record<string, string>> = {
  "an emoji": "Hi 🚗",
  "emoji with joiners": `${family} 👩🏽‍🚀 🏳️‍🌈`,
  "right-to-left text with marks": "\u202eمرحبا\u202c שלום \u200f!",
  "decomposed combining marks": "e\u0301 n\u0303 Å \u1e9b\u0323",
  "line breaks of several kinds": "one\r\ntwo\nthree\rfour\u2028five",
  "surrounding spaces": "  \u00a0Hi\t ",
  "characters that JSON and HTML escape": '"\\/\b\f </script> &amp; %7B \\u0041 {{1}}',
  "control characters": "bell \u0007 escape \u001b[31m delete \u007f",
  "digits like those of an id": "120212345678901234567",
  "text that is JSON": '{"text":"nested","ice_breakers":[{"title":"x"}]}',
  "the last code points": "\u{10ffff}\ufffd\ue000",
};
for (const [what, text] of Object.entries(corpus)) {
  row("79", `${what} round-trips byte for byte in every place`, async (stack) => {
    const name = `${what} ${text}`;
    const places = { name, text, autofillMessage: { content: text }, iceBreakers: [{ title: text }] };
    const { outs } = await stack.up("signup", places);
    expect(outs).toMatchObject(places);
    const content = { text, autofill_message: { content: text }, ice_breakers: [{ title: text }] };
    expect(stack.meta.sequences()).toMatchObject([{ name, content }]);
    stack.startRun();
    expect((await stack.refresh())?.outs).toEqual(outs);
    const changed = { ...places, text: `${text}!`, iceBreakers: [{ title: `!${text}` }] };
    expect((await stack.up("signup", changed)).outs).toMatchObject(changed);
    expect(stack.meta.sequences()).toMatchObject([
      { content: { ...content, text: `${text}!`, ice_breakers: [{ title: `!${text}` }] } },
    ]);
  });
}

for (const [what, text, reason] of [
  ["a lone high surrogate", "a\ud83d", "has half of a surrogate pair; write the whole character (UTF-16)"],
  ["a lone low surrogate", "\ude97b", "has half of a surrogate pair; write the whole character (UTF-16)"],
  ["a NUL", "a\u0000b", "has a NUL character; remove it"],
] as const) {
  row("79", `${what} is rejected in every place`, async (stack) => {
    const places = { name: text, text, autofillMessage: { content: text }, iceBreakers: [{ title: text }] };
    expect(await rejectionReasons(stack, places)).toEqual(
      ["name", "text", "autofillMessage.content", "iceBreakers[0].title"].map((path) => `${path}: ${reason}`),
    );
  });
}
