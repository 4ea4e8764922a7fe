import type { ExactObject, SeedData } from "pulumi-whatsapp-simulator";
import { fullDetails, parametersPath, person, replaceAt } from "../../../simulator/src/testing/orders";
import { scriptFlag } from "./browser-fixture";

const script = `window.${scriptFlag}=1`;

/** Texts that run a script or leave their place on a page that does not escape them. */
export const hostileTexts: readonly string[] = [
  `<script>${script}</script>`,
  `</script></style></textarea></title><script>${script}</script>`,
  `<img src=x onerror=${script}>`,
  `<svg onload=${script}>`,
  `"><iframe srcdoc="<script>parent.${scriptFlag}=1</script>">`,
  `' autofocus onfocus=${script} x='`,
  `javascript:${script}`,
  `\u202E{{constructor.constructor("${script}")()}}\u202C`,
];

export const joinedText = `hostile ${hostileTexts.join(" ")} https://attacker.example/"onclick="${script} __proto__`;

/** Content with a hostile text in each field that is free. */
export const hostileSeed: SeedData = {
  wabas: [{ id: "102290129340398", name: joinedText }],
  phoneNumbers: [{ id: "106540352242922", displayPhoneNumber: joinedText }],
  pages: [{ id: "1", name: joinedText }],
  adSets: [{ id: "2", name: joinedText }],
  people: [
    { name: joinedText, waId: person },
    { name: "b", username: `<img/src=x/onerror=${script}>` },
  ],
  conversations: [{ person }],
  sequences: [
    {
      id: joinedText,
      name: joinedText,
      content: {
        text: hostileTexts.map((text) => `${text}\n* ${text}\n> ${text}\n\`\`\`${text}\`\`\` *${text}*`).join("\n"),
        autofill_message: { content: joinedText },
        ice_breakers: hostileTexts.map((title) => ({ title })),
      },
    },
  ],
  ads: [{ id: joinedText, creativeId: joinedText, name: joinedText, sequenceId: joinedText }],
  templates: [{ name: joinedText, language: joinedText, components: [{ type: "BODY", text: joinedText }] }],
};

const changes: readonly (readonly [string, string])[] = [
  ["interactive.body.text", joinedText],
  ["interactive.footer.text", "<img src=x onerror=alert(1)>"],
  [`${parametersPath}.order.items[0].name`, `<img src=x onerror=${script}>`],
  [`${parametersPath}.order.items[1].name`, `<script>${script}</script>`],
  [`${parametersPath}.order.shipping.description`, `<svg onload=${script}>`],
  [`${parametersPath}.order.discount.description`, `"><script>${script}</script>`],
  [`${parametersPath}.payment_settings[0].pix_dynamic_code.code`, `javascript:${script}`],
  [`${parametersPath}.payment_settings[1].payment_link.uri`, `https://pay.example.com/"onclick="${script}`],
];

export const hostileOrder: ExactObject = changes.reduce<ExactObject>(
  (order, [path, text]) => replaceAt(order, path, text),
  replaceAt(fullDetails, `${parametersPath}.order.expiration`, undefined),
);
