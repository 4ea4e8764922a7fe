/** ESLint rules for names and prose (docs/style.md): retired words, verbs in function names, doc comments that begin with a noun or a verb. */

export const retiredWords =
  /\b(?:told|said|mends?|mended|twins?|nobody|by now|stands?|holds?|greets?|can not|anew|without a word)\b/i;

/** Reports a retired word in text that people read: a string or template with a space in it. */
const retiredWord = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { retired: 'Write "{{word}}" in plain words: "{{text}}"' },
  },
  create(context) {
    const check = (node, text) => {
      const [word] = / /.test(text) ? (retiredWords.exec(text) ?? []) : [];
      if (word !== undefined) context.report({ node, messageId: "retired", data: { word, text: text.slice(0, 80) } });
    };
    return {
      Literal(node) {
        if (typeof node.value === "string") check(node, node.value);
      },
      TemplateElement(node) {
        check(node, node.value.cooked ?? "");
      },
    };
  },
};

const participle =
  /^(?:[a-z]+ed|brought|begun|lost|held|made|seen|said|told|got|gone|sent|written|shown|found|chosen|known|given|taken|kept|left|built|spelled|paid)$/;
const notParticiples = new Set(["feed", "need", "seed", "proceed", "speed", "embed", "succeed"]);

/** Reports a function that is named by a bare participle: a reader must see what it does. */
const functionNames = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { participle: "Name the function {{name}} with a verb and its object." },
  },
  create(context) {
    const check = (node, id) => {
      if (id?.type !== "Identifier" && id?.type !== "PrivateIdentifier") return;
      if (participle.test(id.name) && !notParticiples.has(id.name))
        context.report({ node: id, messageId: "participle", data: { name: id.name } });
    };
    const isFunction = (value) => value?.type === "ArrowFunctionExpression" || value?.type === "FunctionExpression";
    return {
      FunctionDeclaration: (node) => check(node, node.id),
      MethodDefinition: (node) => {
        if (node.kind === "method") check(node, node.key);
      },
      VariableDeclarator: (node) => {
        if (isFunction(node.init)) check(node, node.id);
      },
    };
  },
};

/** Reports a doc comment that begins with a question word instead of a noun or a verb. */
const docComments = {
  meta: { type: "suggestion", schema: [], messages: { question: "Begin the doc comment with a noun or a verb." } },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (comment.type !== "Block" || !comment.value.startsWith("*")) continue;
          const text = comment.value.replace(/^[\s*]+/, "");
          if (/^(?:What|Whether|How|Which|Who|Whom|Whose|Why)\b/.test(text))
            context.report({ loc: comment.loc, messageId: "question" });
        }
      },
    };
  },
};

const retiredFileNames = new Set(
  (
    "deed looks once memory complaints advice explain absence engine-log engine-watch create-once confirm gate pace node-reads shared-reads " +
    "graph-problem call-failed doubts said unseen card place complain judged moment deliver fate found-creatives news ledger refused refusals " +
    "unary structs durations words hands book courier parcel screen acts door plant hits stretches likeness loudness folded blank-ends found " +
    "places tidy-ends nfc rare seen storm twins books cloud tally mend deeds"
  ).split(" "),
);

/** Reports a file that has a retired name. */
const fileNames = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { retired: "Name the file after the concept in it, not {{name}}." },
  },
  create(context) {
    return {
      Program(node) {
        const name = context.filename
          .split("/")
          .at(-1)
          .replace(/(?:\.slow)?(?:\.test)?\.m?[jt]s$/, "");
        if (retiredFileNames.has(name)) context.report({ node, messageId: "retired", data: { name } });
      },
    };
  },
};

const mostTestWords = 12;
const testFunctions = new Set(["test", "it", "row", "bareRow"]);

/** Reports a test name of more than 12 words. A placeholder or an interpolated value counts as one word. */
const testNames = {
  meta: {
    type: "suggestion",
    schema: [],
    messages: { long: "Name the test in at most {{most}} words (now {{count}}), or put part of it into a describe." },
  },
  create(context) {
    const rootOf = (callee) => {
      if (callee.type === "MemberExpression") return rootOf(callee.object);
      if (callee.type === "CallExpression" || callee.type === "TaggedTemplateExpression") {
        return rootOf(callee.callee ?? callee.tag);
      }
      return callee.type === "Identifier" ? callee.name : undefined;
    };
    const textOf = (node) => {
      if (node?.type === "Literal" && typeof node.value === "string") return node.value;
      return node?.type === "TemplateLiteral"
        ? node.quasis.map(({ value }) => value.cooked ?? "").join("X")
        : undefined;
    };
    return {
      CallExpression(node) {
        if (!testFunctions.has(rootOf(node.callee))) return;
        for (const argument of node.arguments.slice(0, 2)) {
          const count = textOf(argument)?.trim().split(/\s+/).length ?? 0;
          if (count > mostTestWords) {
            context.report({ node: argument, messageId: "long", data: { most: mostTestWords, count } });
          }
        }
      },
    };
  },
};

export const prose = {
  rules: {
    "test-names": testNames,
    "retired-words": retiredWord,
    "function-names": functionNames,
    "doc-comments": docComments,
    "file-names": fileNames,
  },
};

/** Identifiers of the vocabulary before 0.1.0. */
export const retiredIdentifiers = (
  "deed Deed deeds looksAfterMs lookUntil writeUntil twoLooks Once Memory Making makingOf posted appeared refuseTwin allowsTwin Verbs verbs " +
  "Surroundings HalfMade ExpectedFailure explained adviceAbout couldNot Gate Queues Pace heed Replay Tally tallied GraphProblem CallFailed " +
  "doubts doubtsOf describeDoubts orderDoubts said saidIn Said unseen Told told toldWaitMs begun allowedNext statusAfter complain complaint complaints " +
  "judged JudgedAt momentOf fate lookFor settle SeenStore Ledger ledger Slot heir Hands hands FaultBook strike Courier courier Trip Journey " +
  "Parcel parcel plant twin twins mend heldTwice newsOf tell tear basis nobody " +
  "makeAnew World world"
).split(" ");
