import { API_PATH, OPENAPI_PATH, OPERATIONS, errorSays, type Operation } from '../reference/operations.ts';
import { API_PAGE_TEXTS } from '../texts/api-page.ts';
import { inLang } from '../texts/language.ts';
import { Layout } from './layout.tsx';
import type { PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  /** Answers by the operations' names. */
  readonly examples: Readonly<Record<string, unknown>>;
}

/** What other programs can ask, and how: drawn from what the OpenAPI document says. */
export const ApiPage = ({ page, examples }: Props) => {
  const t = API_PAGE_TEXTS[page.lang];
  return (
    <Layout page={page} title={t.title} crumbs={[]}>
      <div class="title">
        <h1>{t.title}</h1>
        <p class="summary">{t.intro}</p>
      </div>
      <ul class="api-facts">
        <li>
          <a href={OPENAPI_PATH}>openapi.json</a> {t.openApi}
        </li>
        {t.facts.map((fact) => (
          <li>{fact}</li>
        ))}
      </ul>
      <nav class="api-index" aria-label={t.operations}>
        <ul>
          {OPERATIONS.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{inLang(title, page.lang)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {OPERATIONS.map((operation) => (
        <OperationEntry page={page} operation={operation} example={examples[operation.id]} />
      ))}
    </Layout>
  );
};

interface EntryProps {
  readonly page: PageContext;
  readonly operation: Operation;
  readonly example: unknown;
}

const OperationEntry = ({ page, operation, example }: EntryProps) => {
  const { lang } = page;
  const t = API_PAGE_TEXTS[lang];
  const { id, method, path, title, says } = operation;
  return (
    <section class="operation" aria-labelledby={id}>
      <h2 id={id}>{inLang(title, lang)}</h2>
      <p class="operation-path">
        <code>
          {method.toUpperCase()} {API_PATH}
          {path}
        </code>
      </p>
      <p>{inLang(says, lang)}</p>
      <Parameters page={page} operation={operation} />
      <h3>{t.call}</h3>
      <Code label={`${t.call}: ${id}`} text={curlOf(operation)} />
      {example !== undefined && (
        <details>
          <summary>{t.answer}</summary>
          <Code label={`${t.answer}: ${id}`} text={abbreviated(example)} />
        </details>
      )}
      <Errors page={page} operation={operation} />
    </section>
  );
};

const Code = ({ label, text }: { label: string; text: string }) => (
  <pre class="settings" tabindex={0} role="region" aria-label={label}>
    <code>{text}</code>
  </pre>
);

const Parameters = ({ page, operation: { parameters } }: Pick<EntryProps, 'page' | 'operation'>) => {
  const t = API_PAGE_TEXTS[page.lang];
  return parameters.length === 0 ? (
    <></>
  ) : (
    <dl class="parameters">
      {parameters.map(({ name, in: where, says, example }) => (
        <div>
          <dt>
            <code>{name}</code> <span class="quiet">{where === 'path' ? t.inPath : t.inQuery}</span>
          </dt>
          <dd>
            {inLang(says, page.lang)} <code>{example}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Errors = ({ page, operation: { errors, isVersioned } }: Pick<EntryProps, 'page' | 'operation'>) => {
  const statuses = [...(isVersioned ? [304 as const] : []), ...errors];
  return statuses.length === 0 ? (
    <></>
  ) : (
    <ul class="api-errors">
      {statuses.map((status) => (
        <li>
          <code>{status}</code> {inLang(errorSays(status), page.lang)}
        </li>
      ))}
    </ul>
  );
};

function curlOf({ method, example }: Operation): string {
  const address = `…${API_PATH}${example}`;
  return method === 'post'
    ? `curl --data-binary @report.json '${address}'`
    : `curl --compressed '${address}'`;
}

/** All of a form's cells would hide what else is in the answer: one row stands for them. */
function abbreviated(example: unknown): string {
  const shown = JSON.stringify(
    example,
    (key, value: unknown) => (key === 'figures' ? firstRow(value) : value),
    2,
  );
  return shown.replaceAll('"…": "…"', '…');
}

function firstRow(figures: unknown): unknown {
  if (typeof figures !== 'object' || figures === null || !('applications' in figures)) return figures;
  const { applications } = figures;
  if (typeof applications !== 'object' || applications === null || !('received' in applications))
    return figures;
  return { applications: { received: applications.received, '…': '…' }, '…': '…' };
}
