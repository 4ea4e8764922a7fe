import type { Content } from "../content";
import type { Finding, Message } from "../finding";
import { parseProgramOrder } from "../order";
import { link, now, orderArgs, pix } from "../testing/order-rules";
import { stackSequence } from "../testing/stack-sequence";
import { rules, type RuleId } from "./index";
import { NotApplicable, type Rule, type StackSequence } from "./rule";

/** Content that breaks a rule, with the options that enable it. A string is a greeting. */
interface Example {
  readonly content?: string | Partial<Content>;
  readonly sequences?: readonly StackSequence[];
  readonly order?: object;
  readonly options?: object;
}

const longText = `${"word ".repeat(80)}\n`.repeat(20);
const card = "4539 1488 0343 6467";
const soon = { order: { items: [], expiration: { timestamp: "1772460000", description: "Tomorrow" } } };

/** Codes of which each has another problem. */
const pixExamples = [
  { code: "1" },
  { code: "000201\n" },
  { code: " 000201" },
  { code: "00020126990014br.gov.bcb.pix" },
  { code: "0002015x" },
  { code: "000201000201" },
  { code: "0002016304ABCD5802BR" },
  { code: "0002015303840540510,005802AR5926ABCDEFGHIJKLMNOPQRSTUVWXYZ62070503A-B" },
  { code: "000201540510.01" },
  { code: "00020126180014br.gov.bcb.pix27180014br.gov.bcb.pix" },
  { code: "00020126330014br.gov.bcb.pix0111123456789095204" },
  { code: "00020126370014br.gov.bcb.pix0115390.533.447-055204" },
  { key: "1" },
  { key: "39053344700" },
  { key: "11987654321", keyType: "PHONE" },
].map((changes) => ({ order: { paymentSettings: [pix("CPF", changes)] } }));

const examples: Readonly<Record<RuleId, readonly Example[]>> = {
  "whatsapp-no-sensitive-requests": [
    { content: "Envie o número do cartão. Send your password." },
    { content: { text: "Hi", autofill: "Meu CPF é 123" } },
  ],
  "whatsapp-no-sensitive-data": [{ content: `Cartão: ${card}` }],
  "whatsapp-no-secrets": [{ content: "Senha: abc12345 AKIAIOSFODNN7EXAMPLE" }],
  "whatsapp-no-threats": [{ content: "Pague agora ou tomaremos medidas legais." }],
  "whatsapp-restricted-trades": [{ content: "Vinhos e cervejas" }],
  "whatsapp-restricted-senders": [{ content: "Campanha eleitoral. Join the army." }],
  "whatsapp-no-impersonation": [{ content: "Amazon or Amazom", options: { brands: ["Amazon"] } }],
  "whatsapp-path-to-person": [{ content: "I am a bot." }],
  "whatsapp-no-link-shorteners": [{ content: "See bit.ly/abc" }],
  "whatsapp-https-links": [{ content: "See http://example.com" }],
  "whatsapp-no-ip-links": [{ content: "See https://127.0.0.1/" }],
  "whatsapp-no-chat-links": [{ content: "See https://wa.me/5511987654321" }],
  "whatsapp-max-links": [
    { content: "https://example.com https://example.org" },
    { content: "https://example.com", options: { max: 0 } },
  ],
  "whatsapp-link-domains": [
    { content: "https://evil.com", options: { domains: ["a.com", "b.com", "c.com", "d.com"] } },
  ],
  "whatsapp-no-placeholders": [{ content: "{{1}} ".repeat(8) }, { content: "{{1}} ".repeat(6) }],
  "whatsapp-balanced-formatting": [{ content: "*Oi. Tudo bem?\nOlá" }, { content: "**Hi** ```code" }],
  "whatsapp-plain-ice-breakers": [{ content: { iceBreakers: ["Buy 🛒", "*Buy*", "A\nB"] } }],
  "whatsapp-distinct-ice-breakers": [
    {
      content: { iceBreakers: ["How much is it?", "How much is it", "How much is it, ok?"] },
      options: { minSimilarity: 0.6 },
    },
  ],
  "whatsapp-text-length": [
    { content: { text: longText, iceBreakers: ["a", "b", "c", "d", "e"] } },
    { content: "Hello", options: { maxText: 4, maxBytes: 1, maxUtf16Units: 1 } },
  ],
  "whatsapp-no-shouting": [{ content: "BUY NOW AND SAVE MONEY!!!!" }, { content: "🛒🛒🛒🛒🛒" }],
  "whatsapp-no-surrounding-whitespace": [{ content: " Hi " }, { content: " " }],
  "whatsapp-unicode-nfc": [{ content: "Ola\u0301" }],
  "whatsapp-no-hidden-characters": [{ content: "H\u200Bi \u202E" }],
  "whatsapp-no-mixed-scripts": [{ content: "Pr\u0435ço 𝐎𝐟𝐞𝐫𝐭𝐚" }],
  "whatsapp-unique-content": [
    { sequences: [stackSequence("a"), stackSequence("b", { content: stackSequence("a").content })] },
  ],
  "whatsapp-protect-in-use": [{ sequences: [stackSequence("a", { isUsedInAd: true })] }],
  "whatsapp-max-sequences": [
    { sequences: [stackSequence("a"), stackSequence("b")], options: { max: 1 } },
    {
      sequences: [stackSequence("a", { wabaId: undefined }), stackSequence("b", { wabaId: undefined })],
      options: { max: 1 },
    },
  ],
  "whatsapp-naming": [{ content: { name: "A", text: "Hi" }, options: { pattern: "[0-9]+" } }],
  "whatsapp-brand-words": [
    { content: "Lucky Shrab", options: { words: ["Lucky Shrub"] } },
    { content: "Hi", options: { words: ["Lucky Shrub", "LS"], required: true } },
  ],
  "whatsapp-required-language": [
    { content: "Hello and welcome, how can we help you today?", options: { language: "pt" } },
  ],
  "whatsapp-approved-content": [
    { content: { name: "A", text: "Hi" }, options: { approved: [] } },
    { content: "Hi", options: { approved: [] } },
  ],
  "whatsapp-freeze-window": [
    {
      content: "Hi",
      options: { windows: [{ from: "2026-03-01T00:00:00Z", to: "2026-03-03T00:00:00Z", reason: "launch" }] },
    },
  ],
  "whatsapp-order-max-total": [{ order: {}, options: { maxCentavos: 1 } }],
  "whatsapp-order-pix-key-kinds": [{ order: { paymentSettings: [pix("CPF")] } }],
  "whatsapp-order-pix-codes": pixExamples,
  "whatsapp-order-payment-link-domains": [
    { order: { paymentSettings: [link("http://evil.com/a\\b"), link("no")] }, options: { domains: ["a.com"] } },
  ],
  "whatsapp-order-expiry": [
    { order: {}, options: { required: true } },
    { order: soon, options: { minHours: 5 } },
    { order: soon, options: { maxHours: 1 } },
  ],
};

async function listFindings(rule: Rule, { content = {}, sequences = [], order = {}, options = {} }: Example) {
  const clock = { now: () => now };
  const texts = typeof content === "string" ? { text: content } : content;
  const findings = await (rule.kind === "content"
    ? rule.configure(options, clock)({ iceBreakers: [], ...texts })
    : rule.kind === "stack"
      ? rule.configure(options, clock)(sequences)
      : rule.configure(options, clock)(parseProgramOrder(orderArgs(order))));
  return findings instanceof NotApplicable ? [] : findings;
}

/** Lists the pieces that are the same in all languages: quoted texts, code, and numbers. */
function listPieces(text: string): readonly string[] {
  return (text.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|https?:\/\/|\d+/g) ?? []).toSorted();
}

function expectTranslations({ en, pt, es }: Message): void {
  expect(new Set([en, pt, es]).size).toBe(3);
  for (const text of [en, pt, es]) expect(text).toMatch(/\S.*\S/);
}

const table = rules.flatMap((rule) => examples[rule.id].map((example, i) => [rule.id, i, rule, example] as const));

test.each(table)("%s has messages in three languages, example %i", async (_id, _i, rule, example) => {
  const findings: readonly Finding[] = await listFindings(rule, example);
  expect(findings.length).toBeGreaterThan(0);
  for (const { message, fix } of findings) {
    expectTranslations(message);
    expectTranslations(fix);
    expect([message.pt, message.es].map(listPieces)).toEqual([listPieces(message.en), listPieces(message.en)]);
    for (const text of Object.values(message)) expect(text).not.toMatch(/\.$/);
    for (const text of Object.values(fix)) expect(text).toMatch(/\.$/);
  }
});

test.each(rules.map((rule) => [rule.id, rule] as const))("%s has a remedy in three languages", (_id, rule) => {
  expectTranslations(rule.fix);
  expect(rule.remediationSteps).toBe(rule.fix.en);
});
