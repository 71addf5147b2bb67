/** What a report says besides its figures: notes and narrative, with the passages that findings speak of marked. */
import type { Finding, Passage } from '../../shared/domain/findings/finding.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { FEE_PARTS, isAnyStated, readFee, takeFees } from '../../shared/domain/form/processing-fees.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { printChineseDay } from '../../shared/domain/basics/calendar.ts';
import { findNewSentences, type Repetition } from '../../shared/domain/narrative/repetition.ts';
import { inLang } from '../texts/language.ts';
import { placeLabels } from './form-layout.ts';
import type { Wording } from '../site/page-context.ts';

interface RemarksProps {
  readonly page: Wording;
  readonly report: Report;
  readonly findings: readonly Finding[];
  /** Whether its texts are not to be shown. */
  readonly isWithheld?: boolean;
  /** How much of a section stood in last year's report. */
  readonly repetition?: Repetition | undefined;
  /** The sections of that report, to be shown beside. */
  readonly lastTexts?: LastTexts | undefined;
}

interface LastTexts {
  readonly year: number;
  readonly narrative: Report['narrative'];
  readonly name: string;
}

export const Remarks = (props: RemarksProps) => (
  <>
    <Preamble {...props} />
    <Notes {...props} />
    {PARTS.filter((part) => props.report.narrative[part].trim() !== '').map((part) => (
      <NarrativePart {...props} part={part} />
    ))}
    <SignatureLines {...props} />
  </>
);

/** What stands before heading 一, where the report has it; the form prints no heading for it. */
export const Preamble = ({ page, report: { preamble = '' }, findings }: RemarksProps) =>
  preamble.trim() === '' ? (
    <></>
  ) : (
    <section class="narrative preamble" aria-label={page.t.agency.preamble}>
      <p lang="zh-CN">
        <Marked text={preamble} passages={passagesIn(findings, '/preamble')} />
      </p>
    </section>
  );

/** 落款, below the last section. */
export const SignatureLines = ({ page, report: { signature }, findings }: RemarksProps) =>
  signature === undefined ? (
    <></>
  ) : (
    <section class="signature" aria-label={page.t.agency.signature} lang="zh-CN">
      <p>
        <Marked text={signature.name} passages={passagesIn(findings, '/signature/name')} />
      </p>
      <p>
        <time datetime={signature.date}>{printChineseDay(signature.date)}</time>
      </p>
    </section>
  );

export const Notes = ({ page, report, isWithheld }: RemarksProps) => {
  const t = page.t.agency;
  const { notes, edition } = report;
  const labelOf = (path: string): string =>
    placeLabels(edition, path)
      ?.map((label) => inLang(label, page.lang))
      .join(' · ') ?? path;
  return notes.length === 0 ? (
    <></>
  ) : (
    <section class="notes">
      <h3>{t.notes}</h3>
      <ul>
        {notes.map(({ path, text }) => (
          <li>
            <b>{labelOf(path)}</b> {isWithheld === true ? t.redacted : text}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** 信息处理费, which section 六 has to state; nothing where the report leaves it out. */
export const StatedFee = ({ page, report }: Pick<RemarksProps, 'page' | 'report'>) => {
  const t = page.t.fees;
  const fees = takeFees(report.processingFee);
  return isAnyStated(fees) ? (
    <section class="notes">
      <h3>{t.heading}</h3>
      <ul>
        {FEE_PARTS.filter(({ part }) => fees[part].stated > 0).map(({ key }) => (
          <li>
            <b>{t[key]}</b> {formatNumber(readFee(fees, key), 2)}
          </li>
        ))}
      </ul>
    </section>
  ) : (
    <></>
  );
};

const PARTS = ['overview', 'problems', 'other'] as const;

/** One of the headings 一, 五 and 六, also where nothing stands under it: the form has six. */
export const NarrativePart = ({
  page,
  report,
  findings,
  isWithheld,
  repetition,
  lastTexts,
  part,
}: RemarksProps & { part: (typeof PARTS)[number] }) => {
  const t = page.t.agency;
  const text = report.narrative[part];
  const percent = part === 'other' ? undefined : repetition?.[part];
  const last = lastTexts?.narrative[part].trim() === '' ? undefined : lastTexts?.narrative[part];
  return (
    <section class="narrative">
      <h3>{t.narrative[part]}</h3>
      {percent !== undefined && <p class="note">{t.repeated(String(percent))}</p>}
      {text.trim() === '' ? (
        <p class="quiet">{isWithheld === true ? t.redacted : t.blank}</p>
      ) : (
        <p lang="zh-CN">
          <Marked
            text={text}
            passages={
              last === undefined
                ? passagesIn(findings, `/narrative/${part}`)
                : listNew(text, last, report.agency.name, `/narrative/${part}`)
            }
          />
        </p>
      )}
      {lastTexts && last !== undefined && (
        <details class="last-text" open>
          <summary>{t.lastText(lastTexts.year)}</summary>
          <p lang="zh-CN">{last}</p>
        </details>
      )}
    </section>
  );
};

/** This year's sentences that stood in last year's text nowhere. */
const listNew = (text: string, last: string, name: string, path: string): Passage[] =>
  findNewSentences(text, last, [name]).map((sentence) => ({ path, ...sentence }));

const passagesIn = (findings: readonly Finding[], path: string): Passage[] =>
  findings
    .flatMap(({ passage }) => passage ?? [])
    .filter((passage) => passage.path === path)
    .sort((a, b) => a.start - b.start);

/** The text with the passages that findings speak of marked; one within another is part of it. */
const Marked = ({ text, passages }: { text: string; passages: readonly Passage[] }) => {
  const parts = [];
  let end = 0;
  for (const passage of passages) {
    if (passage.start < end) continue;
    parts.push(text.slice(end, passage.start), <mark>{text.slice(passage.start, passage.end)}</mark>);
    end = passage.end;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
};
