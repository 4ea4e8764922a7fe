import { subtotalInNumbers } from "./sums";

function lines(count: number) {
  return Array.from({ length: count }, () => ({ amount: 2n, saleAmount: undefined, quantity: 1 }));
}

test("up to six products are shown one by one; what is more is counted", () => {
  const six = Array.from({ length: 6 }, () => "1 x 2").join(" + ");
  expect([6, 7, 9].map((count) => subtotalInNumbers(lines(count)))).toEqual([
    `${six} = 12`,
    `${six} + ... (1 more) = 14`,
    `${six} + ... (3 more) = 18`,
  ]);
});
