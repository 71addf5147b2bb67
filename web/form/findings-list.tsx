import type { Edition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import type { Figures } from '../../shared/domain/form/figures.ts';
import { SEVERITIES, type Stated } from '../../shared/domain/findings/finding.ts';
import type { Text } from '../../shared/domain/basics/text.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { RULES } from '../../shared/domain/rules/rule-book.ts';
import { standsExplained, type ShownFinding } from './shown-finding.ts';
import { inLang } from '../texts/language.ts';
import { cellId, placeLabels } from './form-layout.ts';
import { rulePath, type Wording } from '../site/page-context.ts';
import { SuspectNotices } from './suspect-notice.tsx';

interface Props {
  readonly page: Wording;
  readonly findings: readonly ShownFinding[];
  readonly edition: Edition;
  /** Figures of the form below, whose cells are linked to. */
  readonly figures: Figures | undefined;
  /** Whether a repair can be carried out here. */
  readonly repairs?: boolean;
  /** What was not looked for. */
  readonly note?: Text | undefined;
}

export const FindingsList = ({ page, findings, edition, figures, repairs = false, note }: Props) => {
  const t = page.t.agency;
  const [errors = 0, warnings = 0, infos = 0] = SEVERITIES.map(
    (severity) => findings.filter((finding) => finding.severity === severity).length,
  );
  const explained = findings.filter(standsExplained).length;
  return (
    <section class="findings" aria-labelledby="findings-heading">
      <h2 id="findings-heading">{t.findings}</h2>
      {findings.length === 0 ? (
        <p class="no-findings">{t.noFindings}</p>
      ) : (
        <>
          <p>
            {t.findingCount(formatNumber(errors), formatNumber(warnings), formatNumber(infos))}
            {explained > 0 && ` · ${t.explained} ${explained}`}
          </p>
          {note && <p class="note">{inLang(note, page.lang)}</p>}
          <SuspectNotices
            page={page}
            findings={findings}
            edition={edition}
            figures={figures}
            repairs={repairs}
          />
          <ol>
            {findings.map((finding, i) => (
              <FindingItem
                page={page}
                finding={finding}
                number={i + 1}
                edition={edition}
                figures={figures}
                inPlace={!repairs}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
};

interface ItemProps extends Omit<Props, 'findings' | 'repairs' | 'note'> {
  readonly finding: ShownFinding;
  readonly number: number;
  readonly inPlace: boolean;
}

const FindingItem = ({ page, finding, number, edition, figures, inPlace }: ItemProps) => {
  const t = page.t.agency;
  const { rule, severity, path, message, explanation } = finding;
  const { found, expected } = figuresBeside(finding);
  const labels = placeLabels(edition, path);
  const place = labels?.map((label) => inLang(label, page.lang)).join(' · ');
  const inForm = figures !== undefined && labels?.length === 2;
  return (
    <li id={`finding-${number}`} class={nameLooks(finding)} tabindex={-1}>
      <p class="message">
        <span class="severity">{t[severity]}</span> {inLang(message, page.lang)}
      </p>
      <p class="where">
        <a
          class="rule"
          href={rulePath(page, rule)}
          // The page must stay where it shows a document that is nowhere else.
          target={inPlace ? undefined : '_blank'}
        >
          {rule}
        </a>
        {' · '}
        {inForm ? (
          <a href={`#${cellId(path)}`}>{place}</a>
        ) : (
          (place ?? inLang(placeName(edition, path), page.lang))
        )}
        {(found !== null || expected !== null) && (
          <>
            {' · '}
            {t.found} <b>{stated(found)}</b>
            {expected !== null && (
              <>
                {' · '}
                {t.expected} <b>{stated(expected)}</b>
              </>
            )}
          </>
        )}
      </p>
      {explanation !== undefined && (
        <p class={explanation.holds ? 'explanation explanation-holds' : 'explanation explanation-lapsed'}>
          <b>{explanation.holds ? t.explained : t.lapsed}</b>{' '}
          {explanation.receivedAt !== undefined &&
            `${t.explainedAt(printChinaMinute(explanation.receivedAt).slice(0, 10))} `}
          {explanation.text}
        </p>
      )}
    </li>
  );
};

/** What is explained stands open no more: it is told, and alarms nobody. */
const nameLooks = (finding: ShownFinding): string =>
  `finding finding-${finding.severity}${standsExplained(finding) ? ' finding-explained' : ''}`;

/** What is worth reading beside the sentence, which says all about a document's structure: programs read the rest. */
function figuresBeside({ rule, found, expected }: ShownFinding): Pick<ShownFinding, 'found' | 'expected'> {
  const stated = { found, expected };
  return RULES.byId.get(rule)?.showBeside?.(stated) ?? stated;
}

/** As the document states it: a count grouped, anything else letter by letter. */
function stated(value: Stated): string {
  return typeof value === 'number' ? formatNumber(value, 6) : (value ?? formatNumber(null));
}
