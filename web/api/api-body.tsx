/** What the page /api says, drawn when the site is built: what draws it need not lie in the function. */
import { API_PAGE_TEXTS } from './api-texts.ts';
import { inLang, type Lang } from '../texts/language.ts';
import { API_PATH, OPENAPI_PATH, OPERATIONS, errorSays, type Operation } from './operations.ts';

/** HTML in one language. `examples`: answers by the operations' names. */
export async function drawApiBody(lang: Lang, examples: Readonly<Record<string, unknown>>): Promise<string> {
  const body = await (<ApiBody lang={lang} examples={examples} />);
  return body.toString();
}

/** What other programs can ask, and how: drawn from what the OpenAPI document says. */
const ApiBody = ({
  lang,
  examples,
}: {
  readonly lang: Lang;
  readonly examples: Readonly<Record<string, unknown>>;
}) => {
  const t = API_PAGE_TEXTS[lang];
  return (
    <>
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
              <a href={`#${id}`}>{inLang(title, lang)}</a>
            </li>
          ))}
        </ul>
      </nav>
      {OPERATIONS.map((operation) => (
        <OperationEntry lang={lang} operation={operation} example={examples[operation.id]} />
      ))}
    </>
  );
};

interface EntryProps {
  readonly lang: Lang;
  readonly operation: Operation;
  readonly example: unknown;
}

const OperationEntry = ({ lang, operation, example }: EntryProps) => {
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
      <Parameters lang={lang} operation={operation} />
      <h3>{t.call}</h3>
      <Code label={`${t.call}: ${id}`} text={curlOf(operation)} />
      {example !== undefined && (
        <details>
          <summary>{t.answer}</summary>
          <Code label={`${t.answer}: ${id}`} text={abbreviated(example)} />
        </details>
      )}
      <Errors lang={lang} operation={operation} />
    </section>
  );
};

const Code = ({ label, text }: { label: string; text: string }) => (
  <pre class="settings" tabindex={0} role="region" aria-label={label}>
    <code>{text}</code>
  </pre>
);

const Parameters = ({ lang, operation: { parameters } }: Pick<EntryProps, 'lang' | 'operation'>) => {
  const t = API_PAGE_TEXTS[lang];
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
            {inLang(says, lang)} <code>{example}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Errors = ({ lang, operation: { errors, isVersioned } }: Pick<EntryProps, 'lang' | 'operation'>) => {
  const statuses = [...(isVersioned ? [304 as const] : []), ...errors];
  return statuses.length === 0 ? (
    <></>
  ) : (
    <ul class="api-errors">
      {statuses.map((status) => (
        <li>
          <code>{status}</code> {inLang(errorSays(status), lang)}
        </li>
      ))}
    </ul>
  );
};

function curlOf({ method, example, forPrograms }: Operation): string {
  const address = `…${API_PATH}${example}`;
  if (method === 'get') return `curl --compressed '${address}'`;
  if (!forPrograms) return `curl --data-binary @report.json '${address}'`;
  const token = forPrograms.hasToken ? ['-H "Authorization: Bearer $GOUJI_TOKEN"'] : [];
  const sent = ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(forPrograms.sent)}'`];
  return ['curl', ...token, ...sent, `'${address}'`].join(' ');
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
