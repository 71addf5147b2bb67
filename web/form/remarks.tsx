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
            passages={passagesIn(findings, `/narrative/${part}`)}
            fresh={last === undefined ? [] : findNewSentences(text, last, [report.agency.name])}
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

const passagesIn = (findings: readonly Finding[], path: string): Passage[] =>
  findings
    .flatMap(({ passage }) => passage ?? [])
    .filter((passage) => passage.path === path)
    .sort((a, b) => a.start - b.start);

type Span = Pick<Passage, 'start' | 'end'>;

interface MarkedProps {
  readonly text: string;
  readonly passages: readonly Passage[];
  /** Sentences that last year's text did not have. */
  readonly fresh?: readonly Span[];
}

/** The text with the passages that findings speak of marked, and apart from them what is new in it. */
const Marked = ({ text, passages, fresh = [] }: MarkedProps) => {
  const spoken = dropInner(passages);
  const spans = [
    ...spoken.map((span) => ({ ...span, kind: undefined })),
    ...fresh.flatMap((span) => cutOut(span, spoken)).map((span) => ({ ...span, kind: 'fresh' })),
  ].sort((a, b) => a.start - b.start);
  const parts = [];
  let end = 0;
  for (const span of spans) {
    parts.push(
      text.slice(end, span.start),
      <mark class={span.kind}>{text.slice(span.start, span.end)}</mark>,
    );
    end = span.end;
  }
  return (
    <>
      {parts}
      {text.slice(end)}
    </>
  );
};

/** One within another is part of it. */
function dropInner(passages: readonly Passage[]): Span[] {
  const spans: Span[] = [];
  for (const passage of passages) if (passage.start >= (spans.at(-1)?.end ?? 0)) spans.push(passage);
  return spans;
}

/** What is left of it outside the others, which come in their order. */
function cutOut({ start, end }: Span, others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let at = start;
  for (const other of others) {
    if (other.end <= at || other.start >= end) continue;
    if (other.start > at) left.push({ start: at, end: other.start });
    at = other.end;
  }
  return at < end ? [...left, { start: at, end }] : left;
}
