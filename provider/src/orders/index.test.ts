import * as door from ".";

test("exports functions, schemas and data", () => {
  expect(Object.keys(door).sort()).toEqual([
    ...[
      "InvalidOrder",
      "InvalidSettings",
      "OrderClient",
      "addresseeOf",
      "allowedTransitions",
      "boleto",
      "correlationIdOf",
    ],
    ...["formatReais", "fromWire", "initialOrderState", "isUserId", "maxCentavos", "nextOrderStatuses"],
    ...["nextStatus", "offsiteCardPay", "orderDetails"],
    ...["orderDetailsSchema", "orderDetailsTemplate", "orderDetailsTemplateSchema", "orderLimits", "orderStatus"],
    ...["orderStatusArgsSchema", "orderStatusTemplate", "orderStatusTemplateSchema", "orderStatuses", "orderWarnings"],
    ...["paymentLink", "paymentSettingSchema", "paymentStatuses", "pixDynamicCode", "previewOrder", "reais"],
    ...["toWire", "transitionProblem", "validateOrderMessage", "wireOrderDetailsSchema"],
    ...["wireOrderStatusSchema", "wireText"],
  ]);
});

test("an exported schema parses like any zod schema", () => {
  const parsed = door.paymentSettingSchema.safeParse({ type: "boleto", boleto: {} });
  expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual(["boleto.digitableLine"]);
});
