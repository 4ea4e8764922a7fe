import { formatReais } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { organisationOn } from "./basis";
import { NotApplicable, orderRule } from "./rule";

export const orderMaxTotal = orderRule({
  id: "whatsapp-order-max-total",
  description: "No order asks for more than the organisation's greatest amount.",
  severity: "high",
  basis: organisationOn("Greatest total of an order"),
  steps:
    "Look whether the amounts are meant so: they are whole centavos, R$ 12,34 is 1234. Raise `maxCentavos`, or waive the rule for one great order.",
  looksAt: "totals",
  options: z.strictObject({
    maxCentavos: z
      .int()
      .min(1)
      .optional()
      .describe(
        "The greatest total of one order, in centavos (R$ 500,00 is 50000), shipping, tax and discount included. Absent: nothing is checked.",
      ),
  }),
  check: ({ maxCentavos }) => {
    if (maxCentavos === undefined) return () => new NotApplicable("no greatest total is configured");
    const most = BigInt(maxCentavos);
    const fix = "Look whether its amounts are meant so: they are whole centavos, R$ 12,34 is 1234.";
    return (totals) =>
      totals.flatMap(({ path, value }) =>
        value <= most
          ? []
          : [{ path, says: `the person is asked for ${formatReais(value)}, more than ${formatReais(most)}`, fix }],
      );
  },
});
