import { pieces, told } from "../testing/checked";
import { noMixedScripts } from "./no-mixed-scripts";

test.each([
  ["Prom\u043E\u00E7\u00E3o de hoje", "Prom\u043Eção"],
  ["\u0410tendimento", "\u0410tendimento"],
  ["Env\u00EDo gr\u0430tis", "Envío gr\u0430tis".slice(6)],
  ["\u03A1romo", "\u03A1romo"],
  ["P\u0430yP\u0430l", "P\u0430yP\u0430l"],
  ["\u0420\u0430ypal", "\u0420\u0430ypal"],
  ["Привeт", "Привeт"],
  ["𝐏𝐫𝐨𝐦𝐨 hoje", "𝐏𝐫𝐨𝐦𝐨"],
  ["𝟭𝟬𝟬 motivos", "𝟭𝟬𝟬"],
  ["Ⓟⓡⓞⓜⓞ", "Ⓟⓡⓞⓜⓞ"],
  ["🅿🆁🅾🅼🅾", "🅿🆁🅾🅼🅾"],
  ["Ｐｒｏｍｏ de hoje", "Ｐｒｏｍｏ"],
])("in %j the word %j is found", async (text, piece) => {
  expect(await pieces(noMixedScripts, text)).toEqual([piece]);
});

test.each([
  "Promoção na Ωmega",
  "Curso α-test e β-bloqueador",
  "10 µm, 5 μm, 2 kΩ, ∆x, 1ª e 2º",
  "¿Envío a Москва?",
  "Fale com Наталья ou Γιώργος",
  "مرحبا Ana, שלום João, สวัสดี",
  "今日はSALEです。ＪＲ線",
  "카카오톡 ID 문의 LG전자",
  "SMSка, TOPовый, IT-шник, iPhoneом",
  "SΣRVICΣ e Яussia",
  "Привет, мир! Добрый день",
  "Καλημέρα",
  "Naïve café, Straße, Łódź, Đà Nẵng",
  "f(𝑥) = 2𝑥",
  "Tipo 🅰️🅱️🅾️ 🆎 🆗 ™ ℹ️ Ⓜ️",
  "🇧🇷🇦🇷",
  "Ձեզ გამარჯობა नमस्ते",
])("%j is clean", async (text) => {
  expect(await pieces(noMixedScripts, text)).toEqual([]);
});

test("fancy letters are a matter of taste: an option lets them pass", async () => {
  expect(await pieces(noMixedScripts, "𝐏𝐫𝐨𝐦𝐨 P\u0430yPal", { fancyLetters: false })).toEqual(["P\u0430yPal"]);
});

test("the message says what to do", async () => {
  expect(await told(noMixedScripts, { name: "P\u0430y", text: "𝐏𝐫𝐨𝐦𝐨" })).toEqual([
    'name, characters 1 to 3: "P\u0430y" mixes letters of two scripts that look alike. Type the word anew on a keyboard of its language.',
    'text, characters 1 to 10: "𝐏𝐫𝐨𝐦𝐨" is written in signs that only look like letters. Write it in usual letters, and *bold* or _italic_ where it shall stand out.',
  ]);
});
