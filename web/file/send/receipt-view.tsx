/** What became of what was filed: the outcome, what was found, and what to do next. Can be printed by itself. */
import type { ReceiptShown } from '../../../shared/contracts/api/office-answers.ts';
import { printChinaMinute } from '../../../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../../../shared/domain/form/catalogue.ts';
import { placeName } from '../../../shared/domain/form/cell-names.ts';
import { formatNumber } from '../../../shared/domain/form/number-text.ts';
import { agencyYearPath, href } from '../../site/page-context.ts';
import { inLang } from '../../texts/language.ts';
import type { FiledFor } from '../filing-draft.ts';
import type { SendPage } from './send-page.ts';

interface ReceiptProps {
  readonly page: SendPage;
  readonly filed: Pick<FiledFor, 'agencyId' | 'agencyName' | 'year'>;
  readonly receipt: ReceiptShown;
  /** Warnings that the document says nothing of. */
  readonly unexplained: number;
}

export const ReceiptView = ({ page, filed, receipt, unexplained }: ReceiptProps) => {
  const t = page.send;
  const { outcome, receivedAt, by, submissionId, sha256, sameAs } = receipt;
  const rows: readonly (readonly [label: string, value: string])[] = [
    [t.fields.agency, filed.agencyName],
    [t.fields.year, t.yearOf(filed.year)],
    [t.fields.outcome, t.outcome[outcome]],
    [t.fields.receivedAt, t.chinaTime(printChinaMinute(receivedAt))],
    ...(by?.name === undefined ? [] : [[t.fields.by, by.name] as const]),
    [t.fields.number, submissionId],
    ...(sha256 === null ? [] : [[t.fields.sha256, sha256] as const]),
  ];
  return (
    <section class="filing-receipt" aria-labelledby="filing-receipt-heading">
      <h4 id="filing-receipt-heading" tabindex={-1}>
        {t.receipt} <span class={`state state-${outcome}`}>{t.outcome[outcome]}</span>
      </h4>
      <Next page={page} outcome={outcome} unexplained={unexplained} />
      {sameAs && <p class="note">{inLang(sameAs.message, page.lang)}</p>}
      <dl class="filing-facts">
        {rows.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Found page={page} filed={filed} receipt={receipt} />
      <p class="actions">
        <button type="button" class="button" data-send="print">
          {t.print}
        </button>
        <a class="button" href={href(page, agencyYearPath(filed.agencyId, filed.year))}>
          {t.agencyPage}
        </a>
      </p>
    </section>
  );
};

const Next = ({
  page,
  outcome,
  unexplained,
}: Pick<ReceiptProps, 'page' | 'unexplained'> & Pick<ReceiptShown, 'outcome'>) => {
  const t = page.send.next;
  if (outcome === 'accepted' && unexplained === 0) return <p>{t.done}</p>;
  return (
    <p>
      {outcome === 'returned' ? t.returned : t.explain(formatNumber(unexplained))}
      {page.t.gap}
      {outcome === 'returned' ? (
        <a href="#step-look" data-step="look">
          {t.toLook}
        </a>
      ) : (
        <a href="#step-confirm" data-step="confirm">
          {t.toExplain}
        </a>
      )}
    </p>
  );
};

const Found = ({ page, filed, receipt: { findings } }: Omit<ReceiptProps, 'unexplained'>) => {
  const t = page.send;
  const edition = chooseEdition(filed.year);
  return (
    <>
      <h5>{t.findings}</h5>
      {findings.length === 0 ? (
        <p>{t.nothingFound}</p>
      ) : (
        <ol class="filing-findings">
          {findings.map(({ severity, path, message }) => (
            <li class={`finding finding-${severity}`}>
              <p class="message">
                <span class="severity">{t.severities[severity]}</span> {inLang(message, page.lang)}
              </p>
              <p class="where">{inLang(placeName(edition, path), page.lang)}</p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
};
