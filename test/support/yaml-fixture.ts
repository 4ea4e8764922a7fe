import { PulumiCli } from "./pulumi-cli";
import { TestProject } from "./project";
import { TestAccount } from "./world/account";

/** An account for a test file, and for each test a new YAML project on Pulumi's CLI, whose stack names the account and has no token. */
export class YamlFixture {
  readonly account = TestAccount.forFile();
  #current: { readonly project: TestProject; readonly cli: PulumiCli } | undefined;

  constructor(projectName?: string) {
    beforeEach(async () => {
      const project = new TestProject({});
      const cli = new PulumiCli(project.dir, { WHATSAPP_BASE_URL: this.account.meta.url });
      this.#current = { project, cli };
      project.yamlProgram("", projectName);
      await cli.succeed("stack init");
      await cli.succeed("config set", "whatsapp:wabaId", this.account.meta.wabaId);
    });
    afterEach(() => {
      this.cli.remove();
      this.project.remove();
    });
  }

  get project(): TestProject {
    return this.#get().project;
  }
  get cli(): PulumiCli {
    return this.#get().cli;
  }

  #get() {
    if (this.#current === undefined) throw new Error("there is no project outside a test");
    return this.#current;
  }
}
