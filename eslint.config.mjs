import boundaries from "eslint-plugin-boundaries";
import tseslint from "typescript-eslint";
import { prose, retiredIdentifiers } from "./scripts/lint/prose.mjs";

/** Rooms and the arrows allowed between them (CONTRIBUTING.md). What is not listed is refused. */
const folders = [
  { type: "resources", pattern: "provider/src/resources/**", partialMatch: false },
  { type: "cli", pattern: "provider/src/cli/**", partialMatch: false },
  { type: "plugin", pattern: "provider/src/plugin/**", partialMatch: false },
  { type: "runtime", pattern: "provider/src/runtime/**", partialMatch: false },
  { type: "schema", pattern: "provider/src/schema/**", partialMatch: false },
  { type: "client", pattern: "provider/src/client/**", partialMatch: false },
  { type: "webhooks", pattern: "provider/src/webhooks/**", partialMatch: false },
  { type: "orders", pattern: "provider/src/orders/**", partialMatch: false },
  { type: "policy-pack", pattern: "policy-pack/src/**", partialMatch: false },
  { type: "chat", pattern: "chat/src/**", partialMatch: false },
  { type: "simulator", pattern: "simulator/src/**", partialMatch: false },
  { type: "simulator-ui", pattern: "simulator/ui/src/**", partialMatch: false },
  { type: "engine", pattern: "engine/src/**", partialMatch: false },
  { type: "examples", pattern: "examples/**", partialMatch: false },
  { type: "scripts", pattern: "scripts/**", partialMatch: false },
  { type: "test", pattern: "test/**", partialMatch: false },
];

const arrows = {
  resources: ["resources", "schema"],
  cli: ["cli", "runtime", "orders", "client", "schema"],
  plugin: ["plugin", "runtime", "client", "schema"],
  runtime: ["runtime", "client", "schema"],
  schema: ["schema"],
  client: ["client", "schema"],
  webhooks: ["webhooks", "schema"],
  orders: ["orders", "client", "schema"],
  "policy-pack": ["policy-pack", "schema"],
  chat: ["chat", "schema"],
  simulator: ["simulator"],
  // The page is bundled, so that the simulator itself does not depend on the chat.
  "simulator-ui": ["simulator-ui", "simulator", "chat"],
  engine: ["engine"],
  examples: ["examples"],
  scripts: ["scripts"],
  test: folders.map(({ type }) => type),
};

const element = (type) => ({ element: { type } });
const policy = ([from, allowed]) => ({ from: element(from), allow: allowed.map((type) => ({ to: element(type) })) });

/** Packages of ours that a room may not know. */
const refusing = (regex) => ({
  "no-restricted-imports": ["error", { patterns: [{ regex, message: "This room may not know that package." }] }],
});

/** One TypeScript style (CONTRIBUTING.md). */
const typescriptStyle = [
  {
    selector:
      ":matches(PropertyDefinition, TSParameterProperty, MethodDefinition[kind!='constructor'])[accessibility='private']",
    message: "Write #name.",
  },
  {
    selector:
      ":matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator:not([id.typeAnnotation]) > ArrowFunctionExpression",
    message: "Write a named function as `function`; arrow functions are callbacks.",
  },
];

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      "**/.venv/**",
      "test/fixtures/**",
      "test/*/fixtures/**",
      "coverage/**",
    ],
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          "./test/tsconfig.json",
          "./*/tsconfig.json",
          "./simulator/ui/tsconfig.json",
          "./examples/*/tsconfig.json",
        ],
      },
    },
    plugins: { boundaries, prose },
    settings: {
      "boundaries/elements": folders,
      "boundaries/include": [
        "provider/src/**",
        "simulator/{src,ui/src}/**",
        "engine/src/**",
        "chat/src/**",
        "examples/**",
        "test/**",
        "scripts/**",
      ],
      "import/resolver": { node: { extensions: [".ts", ".tsx", ".js"] } },
    },
    rules: {
      "boundaries/dependencies": ["error", { default: "disallow", policies: Object.entries(arrows).map(policy) }],
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "URL", property: "canParse", message: "It is wrong on Node 20 once optimised: use urlOf." },
      ],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-dynamic-delete": "off",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 45, skipBlankLines: true, skipComments: true }],
      eqeqeq: "error",
      curly: ["error", "multi-line"],
      "@typescript-eslint/naming-convention": [
        "error",
        { selector: ["variable", "function", "parameter"], format: ["camelCase"], leadingUnderscore: "allow" },
        // Fields of wire formats and of other packages keep their names.
        { selector: ["variable", "parameter"], modifiers: ["destructured"], format: null },
        { selector: "typeLike", format: ["PascalCase"] },
      ],
      "no-restricted-syntax": ["error", ...typescriptStyle],
    },
  },
  {
    files: ["{provider,engine,simulator,policy-pack,chat}/src/**/*.ts", "simulator/ui/src/**/*.{ts,tsx}"],
    ignores: ["**/*.test.ts"],
    rules: {
      "id-denylist": ["error", ...retiredIdentifiers],
      "prose/retired-words": "error",
      "prose/function-names": "error",
      "prose/doc-comments": "error",
      "prose/file-names": "error",
    },
  },
  {
    files: ["**/*.test.ts", "test/**/*.ts", "examples/**/*.ts"],
    rules: {
      "id-denylist": ["error", ...retiredIdentifiers],
      "prose/retired-words": "error",
      "prose/function-names": "error",
      "prose/doc-comments": "error",
      "prose/file-names": "error",
      "prose/test-names": "error",
    },
  },
  {
    // Texts of the recorded policy packs: the recordings contain them.
    files: ["test/recordings/policy-scenarios.ts"],
    rules: { "prose/retired-words": "off" },
  },
  {
    files: ["provider/src/**", "simulator/src/**", "engine/src/**"],
    ignores: ["**/*.test.ts"],
    rules: refusing("^pulumi-whatsapp(-.*|/.*)?$"),
  },
  {
    files: ["simulator/ui/src/**"],
    ignores: ["**/*.test.ts"],
    rules: refusing("^pulumi-whatsapp(-(?!simulator$).*|/.*)?$"),
  },
  {
    files: ["provider/src/orders/**"],
    ignores: ["**/*.test.ts"],
    rules: refusing("^(pulumi-whatsapp(-.*|/.*)?$|@pulumi/)"),
  },
  {
    files: ["provider/src/webhooks/**"],
    ignores: ["**/*.test.ts"],
    rules: refusing("^(?!\\.|zod$|node:crypto$)"),
  },
  {
    files: ["policy-pack/src/**"],
    ignores: ["**/*.test.ts"],
    rules: refusing("^pulumi-whatsapp(-.*|/runtime|/webhooks)$"),
  },
  {
    files: ["policy-pack/src/**"],
    ignores: ["policy-pack/src/pulumi/**", "**/*.test.ts"],
    rules: refusing("^(pulumi-whatsapp(-.*|/runtime|/webhooks)?$|@pulumi/)"),
  },
  {
    files: ["chat/src/**"],
    ignores: ["**/*.test.ts"],
    rules: refusing("^pulumi-whatsapp(-.*|/(?!schema$).*)?$"),
  },
  { files: ["examples/**"], rules: refusing("^\\.\\./\\.\\./") },
  {
    files: ["provider/src/index.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^(?!\\./resources/)", message: "The door for programs exports resources only." }] },
      ],
    },
  },
  {
    // Components are functions with the name of a type.
    files: ["simulator/ui/src/**/*.tsx"],
    rules: {
      "@typescript-eslint/naming-convention": [
        "error",
        { selector: "function", format: ["camelCase", "PascalCase"] },
        { selector: ["variable", "parameter"], format: ["camelCase"], leadingUnderscore: "allow" },
        { selector: ["variable", "parameter"], modifiers: ["destructured"], format: null },
        { selector: "typeLike", format: ["PascalCase"] },
      ],
    },
  },
  // Data, one row for each error code.
  { files: ["provider/src/schema/error-table.ts"], rules: { "max-lines": "off" } },
  {
    files: ["**/*.test.ts", "test/**/*.ts"],
    rules: {
      "max-lines-per-function": "off",
      "max-lines": "off",
      // Fields of the Graph API are compared under their own names.
      "@typescript-eslint/naming-convention": "off",
      "@typescript-eslint/unbound-method": "off",
      // Jest's asymmetric matchers are typed as any.
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
);
