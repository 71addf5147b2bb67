/** What an agency's report says besides its figures, laid under the headings of the official form. */
import { writeText, type Draft } from '../../shared/domain/draft/draft.ts';
import type { Report } from '../../shared/domain/form/report.ts';
import { FEE_PARTS, isAnyStated, readFee, takeFees } from '../../shared/domain/form/processing-fees.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { placeLabels } from '../form/form-layout.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { linesIn } from './lines-in.ts';
import type { Passage } from './docx-parts.ts';
import type { OfficialReport, SectionKey } from './official-docx.ts';

/** A draft under the headings; below the tables, where the form has one. */
export const draftSections = (draft: Draft): OfficialReport['sections'] => {
  const passages = (section: SectionKey): readonly Passage[] =>
    draft[section].map((paragraph) => ({ text: writeText(paragraph), as: paragraph.as }));
  return {
    overview: passages('overview'),
    proactive: passages('proactive'),
    applications: passages('applications'),
    disputes: passages('disputes'),
    problems: passages('problems'),
    other: passages('other'),
  };
};

/** The same place under each heading that has a text. */
export function emptySections(place: string): OfficialReport['sections'] {
  const passages: readonly Passage[] = [{ text: place, as: 'place' }];
  return {
    overview: passages,
    proactive: [],
    applications: [],
    disputes: [],
    problems: passages,
    other: passages,
  };
}

/** What the sections are made of. */
type Told = Pick<Report, 'edition' | 'narrative' | 'notes' | 'processingFee'>;

export function reportSections(report: Told): OfficialReport['sections'] {
  const written = (part: keyof Report['narrative']): readonly Passage[] => {
    const lines = linesIn(report.narrative[part]);
    return lines.length > 0
      ? lines.map((text) => ({ text, as: 'text' }))
      : [{ text: zhCn.agency.blank, as: 'place' }];
  };
  const noted = (section: SectionKey): readonly Passage[] =>
    report.notes
      .filter(({ path }) => sectionOf(path) === section)
      .map(({ path, text }) => ({ text: noteText(report, path, text), as: 'note' }));
  return {
    overview: written('overview'),
    proactive: noted('proactive'),
    applications: noted('applications'),
    disputes: noted('disputes'),
    problems: written('problems'),
    other: [...written('other'), ...feeLines(report), ...noted('other')],
  };
}

/** Where a remark belongs: below the table that it is about. */
function sectionOf(path: string): SectionKey {
  const [, table] = path.split('/');
  switch (table) {
    case 'proactive':
    case 'applications':
      return table;
    case 'reconsideration':
    case 'litigation':
      return 'disputes';
    default:
      return 'other';
  }
}

function noteText({ edition }: Told, path: string, text: string): string {
  const label = placeLabels(edition, path)
    ?.map(({ zh }) => zh)
    .join('·');
  return `${zhCn.agency.notes}：${label === undefined ? '' : `${label}：`}${text}`;
}

/** 信息处理费, which section 六 has to state. */
function feeLines({ processingFee }: Told): readonly Passage[] {
  const fees = takeFees(processingFee);
  if (!isAnyStated(fees)) return [];
  const said = FEE_PARTS.filter(({ part }) => fees[part].stated > 0).map(
    ({ key }) => `${zhCn.fees[key]} ${formatNumber(readFee(fees, key), 2)}`,
  );
  return [{ text: `${zhCn.fees.heading}：${said.join(zhCn.fees.separator)}`, as: 'note' }];
}
