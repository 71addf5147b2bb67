/** A report as a Word file in the official form, made in the browser; fetched when one is asked for. */
import { isIsoDay } from '../../../shared/domain/basics/calendar.ts';
import type { Passage } from '../../downloads/docx-parts.ts';
import { emptySections, reportSections } from '../../downloads/report-text.ts';
import { writeOfficialDocx, type OfficialReport } from '../../downloads/official-docx.ts';
import { writeReport } from '../../file/draft-document.ts';
import type { FilingDraft } from '../../file/filing-draft.ts';
import type { FilingStart } from '../../file/filing-start.ts';

/** `foot`: that it is a draft, where it can't be filed as it stands. */
export function writeDraftWord(draft: FilingDraft, foot: string): Promise<Uint8Array> {
  const report = writeReport(draft);
  const { signature } = report;
  return writeOfficialDocx({
    title: titleReport(draft),
    edition: report.edition,
    figures: report.figures,
    preamble: report.preamble,
    sections: leaveBlank(reportSections(report)),
    // One that lacks its day would be read as the end of the text.
    signature:
      signature && isIsoDay(signature.date)
        ? { name: signature.name === '' ? draft.agencyName : signature.name, date: signature.date }
        : undefined,
    foot,
    notes: [],
  });
}

/** Without the words that a page of ours puts where nothing was written: this is to be stamped, and may be read again. */
function leaveBlank(sections: OfficialReport['sections']): OfficialReport['sections'] {
  const written = (passages: readonly Passage[]): readonly Passage[] =>
    passages.filter(({ as }) => as !== 'place');
  return {
    ...sections,
    overview: written(sections.overview),
    problems: written(sections.problems),
    other: written(sections.other),
  };
}

/** The form with nothing in it but whose report of which year it is; `place`: where a text belongs. */
export function writeBlankWord(
  start: Pick<FilingStart, 'agencyName' | 'year' | 'edition'>,
  place: string,
): Promise<Uint8Array> {
  return writeOfficialDocx({
    title: titleReport(start),
    edition: start.edition,
    figures: undefined,
    sections: emptySections(place),
    signature: { name: start.agencyName },
    foot: '',
    notes: [],
  });
}

const titleReport = ({ agencyName, year }: Pick<FilingStart, 'agencyName' | 'year'>): string =>
  `${agencyName}${year}年政府信息公开工作年度报告`;
