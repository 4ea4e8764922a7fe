import { ShopProject } from "../support/shop-project";
import { useWarmHost } from "../support/warm-host";

const host = useWarmHost();
let project: ShopProject;
beforeEach(() => (project = new ShopProject(host.startNode)));
afterEach(() => project.remove());

test("resources are created in the order of the program", async () => {
  const stack = await project.stack();
  await stack.setConfig("shop:token", { value: "a token", secret: true });
  // More than HTTP/2's receive window of 64 KB.
  project.program(`for (let i = 0; i < 60; i++) new Thing("thing-" + i, { text: i + "-".repeat(4_000) });`);
  await stack.up({ parallel: 1 });
  const created = project.takeCallNames().filter((name) => name.startsWith("create "));
  expect(created).toStrictEqual(Array.from({ length: 60 }, (_, index) => `create thing-${String(index)}`));
});
