import type { Span } from "../finding";
import type { Identifier } from "../lexicons/sensitive";
import { compilePattern, determiners as det } from "./sensitive-words";
import { removeOverlaps } from "../text/spans";
import type { ClassifiedText } from "../text/word-classes";

/** Sensitive data that a text names: a range of classified words. */
export interface DataMention extends Span {
  readonly meaning: Identifier;
  /** True for a part of a number: "os últimos 4 dígitos do cartão". */
  readonly isPartial: boolean;
}

const whose = "[possessive own]";
// "foto legível da frente do seu" cartão
const inside = "[article possessive own of data word amount back filler only with digit in cardKind each]{0,6}";
// "número e foto do"
const nouns = "data ([of article data word]{0,3} [and ,] [article possessive own of]{0,2} [data back])?";

/** Words that make data harmless: around it, or in it. */
interface Harmless {
  readonly preceded?: string;
  readonly followed?: string;
  readonly contains?: string;
}

interface DataKind {
  readonly meaning: Identifier;
  /** The longest pattern first. */
  readonly patterns: readonly string[];
  readonly harmless: Harmless;
}

const dataKinds: readonly DataKind[] = [
  {
    meaning: "the security code of a card",
    patterns: [
      `cardCode (?! any{0,6} sms) (of ${det} card cardKind?)?`,
      `amount [digit data] [that be in of word article data]{0,4} back (of ${det} card)?`,
      `[digit data] [that be in of word article data]{0,4} back of ${det} card`,
      `amount digit? of back`,
    ],
    harmless: { followed: `of? ${det} [promo local word place]` },
  },
  {
    meaning: "a one-time code",
    patterns: [
      "(amount digit)? otp (code | data)?",
      "(amount digit)? [verify sms] [word bank]? [code token pin data]",
      "security [code token] (?= any{0,6} [sms arrive channel])",
      `[code token pin] (of | for)? ${det} verify`,
      "[code token pin password cardCode] any{0,8} sms",
      `[code token] any{0,7} verify`,
      `(amount | article) [digit data] [of in] ${det} sms`,
      "[digit data] any{0,7} arrive any{0,5} sms",
      `token [of in] ${det} [bank place security channel]`,
      `${whose} token`,
      `token of ${det} token`,
      `([sms channel] | article loose) [with of]? article? amount (digit data? | data)`,
      `(?<=sms [^;]{0,12}) data that arrive`,
      `[sms channel recording] [with of] ${det} [code token]`,
      "arrive article word? [code token] any{0,6} sms",
      "(arrive [you toYou] | toYou arrive) amount digit",
      "amount digit [be article possessive]{1,3} sms",
      "data [toYou word filler arrive]{1,4} in [article possessive]{1,2} place of verify",
      "recording [in article word that toYou and for filler infinitive present loose]{0,8} [digit data]",
    ],
    harmless: {
      preceded: "[promo coupon local] verify?",
      followed: `[of for word]? ${det} [promo coupon local]`,
      contains: `[code token pin] of? ${det} [promo coupon local]`,
    },
  },
  {
    meaning: "a one-time code",
    patterns: [
      "[code token pin password] any{0,6} arrive any{0,4} channel",
      "[digit data] any{0,4} arrive any{0,4} channel",
      "amount [digit data] any{0,4} arrive",
      `[code token] [in of] ${whose} channel`,
      "arrive [article word]{1,2} [pin password] in [article possessive]? channel",
      "channel with article [pin password]",
      "generate article word? [code token pin password]",
      "[pin password] that [toYou you pronoun word filler]{0,3} arrive",
      "arrive [article word]{1,2} [code token] (in possessive channel)?",
      "business any{0,2} [infinitive arrive] article [code token] (for any{1,3})?",
      "amount digit data? [code token]",
      `[code token] of? ${det} [amount word] [digit data] (in ${det} channel)?`,
      "[code token] [that word you toYou pronoun filler only business article of channel bank service]{0,5} arrive",
    ],
    harmless: {
      preceded: "[promo coupon local] any{0,3}",
      followed: `[^.]{0,7} coupon | [of for in word]? ${det} [promo local] | in article? word | of article word`,
      contains: "[promo coupon local]",
    },
  },
  {
    meaning: "a password or PIN",
    patterns: [
      "seed",
      "ownPassword",
      "[password pin] signIn",
      `[login channel word] word? and ${det} [password pin]`,
      "login [password pin]",
      `${whose} [word bank data card verify filler only login channel place service]{0,2} [password pin]`,
      `[password pin] (of amount digit)? [of for in] ${det} word{0,1} (place | account | bank | card | channel | cardKind | service | document) (of? ${det} [bank card])?`,
      `[password pin] [of for in] ${whose} word`,
      `[password pin] of? ${det} [amount word] digit (of ${det} [bank card account])?`,
      `[password pin] [of that]? [you possessive toYou] any{0,4} (channel | bank | account | card | cardKind | place | service)`,
      "amount digit data? [password pin]",
      "[bank account card login cardKind channel place service] [place word]? [password pin]",
      "[password pin] word? bank",
      `${whose} word? credential`,
      `credential [of for] ${det} word? [bank account]`,
      "bank (login | credential)",
    ],
    harmless: {
      preceded: "local",
      followed: `[of in for word]? ${det} local | ([of for] ${det})? promo | only [article our] person | attribute`,
    },
  },
  {
    meaning: "a bank account",
    patterns: [
      "iban",
      `digit of ${det} account (?! of ${det} word)`,
      `bank , any{0,2} (, | and) [^.;:]{0,4} account data?`,
      "bank word? , agency",
      "bank , article? account",
      `(data of)? ${det} agency ([and , ; with]{1,2} | of ${det} account [and ,]) ${det} (data of)? ${det} account bank?`,
      `account (of ${det})? bank? data? [with and ,]{1,2} ${det} (data of)? agency`,
      `data of ${det} word? account (of ${det})? bank`,
      `data [and ,]? ${det} (data of)? ${det} account bank`,
      `data (of ${det})? bank`,
      `bank account? data`,
      "bank account",
      `${whose} word? account (of ${det})? bank`,
      "account bank",
      `data of ${det} account (?= any{0,5} payout)`,
      "account data (?= any{0,5} payout)",
    ],
    harmless: { preceded: "promo", followed: `of ${det} [promo coupon]` },
  },
  {
    meaning: "the number of a payment card",
    patterns: [
      `(amount? digit | ${nouns}) ${inside} (card | [article possessive own] cards (?= of? cardKind)) (of? cardKind)?`,
      `cardKind? card (of? cardKind)? word? (data | digit)`,
      `${whose} cardKind? card (of? cardKind)? [, : ;]? [in word]? [filler only]? data`,
      `cardKind? card , ${det} amount digit`,
      `cardKind? card word{0,2} aloud`,
      `aloud ${det} word? cardKind? card`,
    ],
    harmless: {
      preceded: "loyalty [^.]{0,12}",
      followed: `of? ${det} [loyalty coupon] | attribute | that any{0,3} liked | word of ${det} place`,
      contains: "loyalty | of word in",
    },
  },
  {
    meaning: "a personal ID number",
    patterns: [
      `${nouns} ${inside} (id | idWord)`,
      `${nouns} ${inside} [document identity]`,
      `[code digit] of ${det} id`,
      `${whose} (word|data)? (document | idWord (?! of ${det} [word service promo])) data?`,
      "id data?",
      "document data",
      "document of id",
      "document of each",
      "each word document",
      "[word bank] idWord data",
      "idWord (data | card)",
    ],
    harmless: {
      preceded: "[promo coupon service] word?",
      followed: `[of for] ${det} word? promo | promo | attribute | loose | that any? liked`,
      contains: `(idWord data? | document) [of for] ${det} (promo|word promo) | promo idWord`,
    },
  },
];

function joinPatterns(patterns: readonly string[]): string {
  return patterns.map((pattern) => `(?:${pattern})`).join("|");
}

/** Maximum number of words around data that are compared with patterns. */
const maxContext = 16;

const searches = dataKinds.map(({ meaning, patterns, harmless: { preceded, followed, contains } }) => ({
  meaning,
  pattern: compilePattern(joinPatterns(patterns), "g"),
  preceded: preceded === undefined ? undefined : compilePattern(`(?:${preceded})$`),
  followed: followed === undefined ? undefined : compilePattern(`^(?:${followed})`),
  contains: contains === undefined ? undefined : compilePattern(contains),
}));

const partialBefore = compilePattern("partial any{0,2}$");
const partialAfter = compilePattern("^[,:]? any{0,1} partial");
const partialInside = compilePattern("partial");

/** Finds names of sensitive data in reading order. */
export function findDataMentions({ code }: ClassifiedText): readonly DataMention[] {
  const matches = searches.flatMap(({ meaning, pattern, preceded, followed, contains }) =>
    Array.from(code.matchAll(pattern), ({ 0: data, index: start }) => ({
      meaning,
      data,
      start,
      end: start + data.length,
    }))
      .filter(({ start }) => preceded?.test(code.slice(Math.max(0, start - maxContext), start)) !== true)
      .filter(({ end }) => followed?.test(code.slice(end, end + maxContext)) !== true)
      .filter(({ data }) => contains?.test(data) !== true),
  );
  return removeOverlaps(matches).map(({ meaning, data, start, end }) => ({
    meaning,
    start,
    end,
    isPartial:
      partialBefore.test(code.slice(Math.max(0, start - 3), start)) ||
      partialAfter.test(code.slice(end, end + 3)) ||
      partialInside.test(data),
  }));
}
