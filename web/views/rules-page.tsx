import { EDITIONS } from '../../shared/domain/catalogue.ts';
import type { Severity } from '../../shared/domain/finding.ts';
import { RULES, type Rule } from '../../shared/domain/rule-catalogue.ts';
import { RULE_EXAMPLES } from '../../shared/domain/rule-examples.ts';
import { schemaPath } from '../reference/schemas.ts';
import { inLang } from '../texts/language.ts';
import { Layout } from './layout.tsx';
import type { PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
}

const SEVERITIES: readonly Severity[] = ['error', 'warning'];

/** Every rule that a report is held against: what it computes, where it comes from, what fires it and what to do. */
export const RulesPage = ({ page }: Props) => {
  const t = page.t.rules;
  return (
    <Layout page={page} title={t.title} crumbs={[]}>
      <div class="title">
        <h1>{t.title}</h1>
        <p class="summary">{t.intro}</p>
        <nav class="rule-index" aria-label={t.index}>
          <ul>
            {RULES.map(({ id, severity }) => (
              <li>
                <a class={`rule-link rule-link-${severity}`} href={`#${id}`}>
                  {id}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {SEVERITIES.map((severity) => (
        <section aria-labelledby={`${severity}-heading`}>
          <h2 id={`${severity}-heading`}>{t.headings[severity]}</h2>
          <p class="consequence">{t.consequences[severity]}</p>
          <div class="rules">
            {RULES.filter((rule) => rule.severity === severity).map((rule) => (
              <RuleEntry page={page} rule={rule} />
            ))}
          </div>
        </section>
      ))}
      <section aria-labelledby="schemas-heading">
        <h2 id="schemas-heading">JSON Schema</h2>
        <p class="schemas-text">{t.schemasText}</p>
        <ul class="schemas">
          {EDITIONS.map((edition) => (
            <li>
              <a href={schemaPath(edition)}>{t.schema(edition)}</a>
            </li>
          ))}
        </ul>
        <p class="schemas-text">{t.editorText}</p>
        <pre class="settings" tabindex={0} aria-label={t.editorSettings}>
          <code>{EDITOR_SETTINGS}</code>
        </pre>
      </section>
      <p class="api">
        <a href="/api/v1/rules">{page.t.api}</a>
      </p>
    </Layout>
  );
};

const EDITOR_SETTINGS = `"json.schemas": [
  { "fileMatch": ["**/2019.json", "**/2020.json"],
    "url": "https://…${schemaPath('2019')}" },
  { "fileMatch": ["**/202[1-9].json"],
    "url": "https://…${schemaPath('2021')}" }
]`;

const RuleEntry = ({ page, rule }: Props & { readonly rule: Rule }) => {
  const { lang } = page;
  const t = page.t.rules;
  const { id, severity, title, formula, source } = rule;
  const { toDo, fires, passes } = RULE_EXAMPLES[id];
  return (
    <article id={id} class={`rule-entry rule-entry-${severity}`} aria-labelledby={`${id}-title`}>
      <header>
        <h3 id={`${id}-title`}>
          <a href={`#${id}`}>{id}</a> {inLang(title, lang)}
        </h3>
        <p class="severity">{t.severities[severity]}</p>
      </header>
      <p class="formula">{inLang(formula, lang)}</p>
      <dl>
        <div>
          <dt>{t.fires}</dt>
          <dd class="fires">{inLang(fires.says, lang)}</dd>
        </div>
        <div>
          <dt>{t.passes}</dt>
          <dd class="passes">{inLang(passes.says, lang)}</dd>
        </div>
        <div>
          <dt>{t.toDo}</dt>
          <dd>{inLang(toDo, lang)}</dd>
        </div>
        <div>
          <dt>{t.source}</dt>
          <dd class="quiet">{inLang(source, lang)}</dd>
        </div>
      </dl>
    </article>
  );
};
