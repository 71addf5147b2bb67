/** S1. What the document reader says of a fault stands beside it: `document/unreadable-document.ts`, `structure-findings.ts`. */
import type { EngineRule } from '../rule.ts';
import { describeRule } from '../describe-rule.ts';
import { makeExample } from '../rule-examples.ts';
import { FORMAT } from '../sources.ts';

export const DOCUMENT_READABLE: EngineRule = {
  id: 'S1',
  severity: 'error',
  looksAt: 'document',
  engine: 'document-reader',
  hindersComparison: true,
  // The sentence says all, and programs read the rest.
  showBeside: () => ({ found: null, expected: null }),
  entry: describeRule(() => ({
    title: { zh: '文件可读', en: 'The document can be read' },
    formula: {
      zh: 'UTF-8 编码的一个 JSON 对象,不超过 1 MiB,嵌套不超过 32 层,没有重复的项目;正文可在限定的步数内读完',
      en: 'One JSON object in UTF-8, at most 1 MiB, nesting at most 32, no duplicate item; the narrative can be read within a bounded number of steps',
    },
    source: FORMAT,
    toDo: {
      zh: '另存为 UTF-8 编码的 JSON,删去重复的项目,重新上传。',
      en: 'Save it as JSON in UTF-8 without duplicate items and upload it again.',
    },
    examples: {
      fires: makeExample(
        '行政区划代码写了两次,无法确定以哪个为准',
        'The district code is there twice: which one holds?',
        {},
        { rewrite: { from: '"district":', to: '"district":"450206","district":' } },
      ),
      passes: makeExample(
        '文件以 BOM 开头,其余是一个 JSON 对象',
        'The document begins with a BOM; the rest is one JSON object',
        {},
        { rewrite: { from: '{"edition"', to: '\uFEFF{"edition"' } },
      ),
    },
  })),
};
