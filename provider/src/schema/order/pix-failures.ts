import type { Failure } from "../failures";
import { isUnknown } from "../unknowns";
import { describePixProblem, isPixError, listPixProblems } from "../pix-problems";
import { orderTotal, programPaths, valueAt, wirePaths, type AmountPaths } from "./totals";

/** Keys of an order's Pix codes, in a program or in Meta's JSON. */
export interface PixPaths {
  readonly sums: AmountPaths;
  readonly settings: string;
  readonly pix: string;
}

export const programPixPaths: PixPaths = { sums: programPaths, settings: "paymentSettings", pix: "pixDynamicCode" };

/** Within `parameters`. */
export const wirePixPaths: PixPaths = { sums: wirePaths, settings: "payment_settings", pix: "pix_dynamic_code" };

/** Lists Pix codes with a wrong check sum, or with another amount than the total. Unknown codes and totals are skipped. */
export function pixFailures(input: unknown, { sums, settings, pix }: PixPaths): Failure[] {
  const list = valueAt(input, settings);
  if (!Array.isArray(list)) return [];
  const total = orderTotal(input, sums);
  return list.flatMap((setting: unknown, i) => {
    const code = valueAt(setting, pix, "code");
    if (typeof code !== "string" || isUnknown(code)) return [];
    return listPixProblems({ code, total })
      .filter(isPixError)
      .map((problem) => ({ path: `${settings}[${i}].${pix}.code`, reason: describePixProblem(problem) }));
  });
}
