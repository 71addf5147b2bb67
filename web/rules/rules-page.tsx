import { EDITIONS } from '../../shared/domain/form/catalogue.ts';
import { SEVERITIES } from '../../shared/domain/findings/finding.ts';
import { RULES, type RuleBook } from '../../shared/domain/rules/rule-book.ts';
import type { Rule } from '../../shared/domain/rules/rule.ts';
import type { Tally } from '../../shared/domain/standing/signal.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { RuleSignal, RuleSignals } from './rule-signal.ts';
import { schemaPath } from '../site/schemas.ts';
import { inLang } from '../texts/language.ts';
import { Layout } from '../site/layout.tsx';
import type { PageContext } from '../site/page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly signals: RuleSignals;
  readonly rules?: RuleBook;
}

/** Every rule that a report is held against: what it computes, where it comes from, what fires it and what to do. */
export const RulesPage = ({ page, signals, rules = RULES }: Props) => {
  const t = page.t.rules;
  return (
    <Layout page={page} title={t.title} crumbs={[]}>
      <div class="title">
        <h1>{t.title}</h1>
        <p class="summary">{t.intro}</p>
        <nav class="rule-index" aria-label={t.index}>
          <ul>
            {rules.all.map(({ id, severity }) => (
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
            {rules.all
              .filter((rule) => rule.severity === severity)
              .map((rule) => (
                <RuleEntry page={page} rule={rule} signal={signals(rule.id)} />
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

interface EntryProps {
  readonly page: PageContext;
  readonly rule: Rule;
  readonly signal: RuleSignal;
}

const RuleEntry = ({ page, rule, signal }: EntryProps) => {
  const { lang } = page;
  const t = page.t.rules;
  const { id, severity, since, entry } = rule;
  const { title, formula, source, toDo, examples } = entry();
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
          <dd class="fires">{inLang(examples.fires.says, lang)}</dd>
        </div>
        <div>
          <dt>{t.passes}</dt>
          <dd class="passes">{inLang(examples.passes.says, lang)}</dd>
        </div>
        <div>
          <dt>{t.toDo}</dt>
          <dd>{inLang(toDo, lang)}</dd>
        </div>
        <div>
          <dt>{t.source}</dt>
          <dd class="quiet">{inLang(source, lang)}</dd>
        </div>
        {since !== undefined && (
          <div>
            <dt>{t.since}</dt>
            <dd class="quiet">{t.receivedSince(since)}</dd>
          </div>
        )}
      </dl>
      <Signal page={page} id={id} signal={signal} />
    </article>
  );
};

/** How often it fired, was corrected and was explained away: a rule that is always explained is noise. */
const Signal = ({ page, id, signal }: { page: PageContext; id: string; signal: RuleSignal }) => {
  const t = page.t.rules;
  const { all, parts } = signal;
  if (all.fired === 0) return <p class="signal quiet">{t.neverFired}</p>;
  const row = ({ fired, corrected, explained }: Tally) =>
    [fired, corrected, explained, fired - corrected - explained].map((n) => (
      <td class={n === 0 ? 'n zero' : 'n'}>{formatNumber(n)}</td>
    ));
  return (
    <details class="signal">
      <summary>
        {t.signal(
          formatNumber(all.fired),
          formatNumber(all.corrected),
          formatNumber(all.explained),
          formatNumber(all.fired - all.corrected - all.explained),
        )}
      </summary>
      <div
        class="scroll"
        tabindex={0}
        role="region"
        aria-label={page.t.children.scroll(`${id} · ${t.signalTitle}`)}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{page.t.years}</th>
              <th scope="col">{page.t.agency.kind}</th>
              {[t.fired, t.corrected, t.explained, t.open].map((head) => (
                <th scope="col" class="n">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map(({ year, kind, tally }) => (
              <tr>
                <th scope="row">{page.t.yearOf(year)}</th>
                <td>{page.t.kinds[kind]}</td>
                {row(tally)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};
