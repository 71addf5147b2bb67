/** docs/rules.md, drawn from the catalogue and its examples. */
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import type { Rule } from '../../shared/domain/rules/rule.ts';
import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { schemaPath } from '../site/schemas.ts';

const HEAD = `# 规则 · Rules

<!-- made by web/api/write.ts from shared/domain/rules -->

错误:报告退回。提示:报告照常接收并计入,标为待说明,直到更正或说明;D1 无需说明。每条规则附一个不符的例子和一个相符的近似例子,
两者都由测试实际运行。网页:\`/rules\`;JSON:\`/api/v1/rules\`。

An error returns the report. A warning lets it be accepted and counted, flagged until it is corrected or explained (D1
needs no explanation). Each rule has an example that fires and a near miss that does not; a test runs both. On the web:
\`/rules\`; as JSON: \`/api/v1/rules\`.
`;

const SCHEMAS = `
## JSON Schema

${EDITIONS.map((edition) => `- \`${schemaPath(edition)}\` · [docs/schemas/report-${edition}.schema.json](schemas/report-${edition}.schema.json)`).join('\n')}

draft 2020-12,与校验器对照测试:校验器报 S2 的,模式不接受;反之亦然。例外(数的写法,如 12.0、1e3、-0,金额小数位数,重复的键,
半个字符,罕用字长度,网址能否解析)见 \`test/shared/domain/document/report-schema.test.ts\`。A1 等勾稽关系请用 \`gouji validate\`。

The schemas (draft 2020-12) are tested beside the validator: what one accepts has no S2, and the other way round. The
exceptions (spelling of numbers such as 12.0, 1e3, -0; decimals of money; duplicate keys; half characters; lengths of rare
characters; addresses that cannot be parsed) are listed in \`test/shared/domain/document/report-schema.test.ts\`. Sums are checked by
\`gouji validate\`.

在 VS Code 里(settings.json) · In VS Code (settings.json):

\`\`\`json
{
  "json.schemas": [
    { "fileMatch": ["**/2019.json", "**/2020.json"], "url": "./docs/schemas/report-2019.schema.json" },
    { "fileMatch": ["**/202[1-9].json"], "url": "./docs/schemas/report-2021.schema.json" }
  ]
}
\`\`\`

\`url\` 也可以是任一部署的地址,例如 \`http://127.0.0.1:8787${schemaPath('2021')}\`。报告里不能写 \`$schema\`:未知的键是错误(S2)。

\`url\` may also be the address of any installation, as \`http://127.0.0.1:8787${schemaPath('2021')}\`. A report must not
contain \`$schema\`: an unknown key is an error (S2).
`;

export function writeRulesDocument(rules = RULES): string {
  const group = (heading: string, severity: Rule['severity']): string =>
    `\n## ${heading}\n${rules.all
      .filter((rule) => rule.severity === severity)
      .map(ruleSection)
      .join('')}`;
  return `${HEAD}${group('错误 → 退回 · Errors: returned', 'error')}${group('警告 → 待说明 · Warnings: flagged', 'warning')}${group('提示(仅供参考) · Infos: for information only', 'info')}${SCHEMAS}`;
}

function ruleSection({ id, since, entry }: Rule): string {
  const { title, formula, source, toDo, examples } = entry();
  const lines = [
    ['公式', formula.zh, 'Formula', formula.en],
    ...(since === undefined
      ? []
      : [['适用', `${since} 起收到的报告`, 'In force', `for reports received from ${since} on`]]),
    ['依据', source.zh, 'Source', source.en],
    ['怎么办', toDo.zh, 'What to do', toDo.en],
    ['不符的例子', examples.fires.says.zh, 'Fires', examples.fires.says.en],
    ['相符的例子', examples.passes.says.zh, 'Passes', examples.passes.says.en],
  ].map(([zh, zhText, en, enText]) => `| ${zh}<br>${en} | ${cell(zhText)}<br>${cell(enText)} |`);
  return `\n### ${id} ${title.zh} · ${title.en}\n\n| | |\n| --- | --- |\n${lines.join('\n')}\n`;
}

const cell = (text = ''): string => text.replace(/[|*_<>]/g, (mark) => `\\${mark}`);
