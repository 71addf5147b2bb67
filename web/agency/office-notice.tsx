/** What the office asks of an agency, in its own words: why a report was returned, or is to be corrected, and where. */
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { placeName } from '../../shared/domain/form/cell-names.ts';
import type { OfficeMark, Rectification } from '../../shared/domain/standing/acts/office-standing.ts';
import {
  describeDay,
  MARK_WORDS,
  RETURNED_BY_OFFICE,
} from '../../shared/domain/standing/acts/office-words.ts';
import { inLang } from '../texts/language.ts';
import { href, submissionPath, type PageContext } from '../site/page-context.ts';
import type { AgencyYearView } from './agency-view.ts';

/** One paragraph each; nothing where the office asks for nothing. */
export const OfficeNotice = ({ page, view }: { page: PageContext; view: AgencyYearView }) => {
  const t = page.t.agency.office;
  const { standing, item, roster, year, shown } = view;
  const { returned, unchanged, marks = [] } = standing.office ?? {};
  return (
    <>
      {returned && (
        <p class="banner banner-returned">
          {t.returned(printChinaMinute(returned.at), returned.reason)}
          {page.t.gap}
          <Until page={page} year={year} asked={returned} />
          {page.t.gap}
          {item?.inForce ? t.before : t.counted}
          {page.t.gap}
          {shown?.submission.submissionId !== returned.submissionId && (
            <>
              <a href={href(page, submissionPath(roster.id, year, returned.submissionId))}>
                {page.t.agency.seeReturned}
              </a>
            </>
          )}
        </p>
      )}
      {unchanged && (
        <p class="banner banner-returned">
          {t.returned(printChinaMinute(unchanged.at), unchanged.reason)}
          {page.t.gap}
          {t.unchanged}
          {page.t.gap}
          <Until page={page} year={year} asked={unchanged} />
        </p>
      )}
      {marks.map(
        (mark) =>
          mark.reason !== undefined && (
            <p class={mark.kind === 'demanded' ? 'banner banner-returned' : 'note'}>
              {inLang(MARK_WORDS[mark.kind], page.lang)}
              {page.t.colon}
              {t.quoted(mark.reason)}
              {page.t.gap}
              <Until page={page} year={year} asked={mark} />
            </p>
          ),
      )}
    </>
  );
};

/** Until when, and which places. */
const Until = ({
  page,
  year,
  asked: { until, paths = [] },
}: {
  page: PageContext;
  year: number;
  asked: Pick<OfficeMark, 'until' | 'paths'>;
}) => (
  <>
    {until !== undefined &&
      `${capitalised(inLang(describeDay({ until }), page.lang))}${page.t.agency.office.end}`}
    {paths.length > 0 &&
      `${page.t.gap}${page.t.agency.office.places(paths.map((path) => inLang(placeName(chooseEdition(year), path), page.lang)))}`}
  </>
);

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** That the office returned a version, and what became of that. */
export const ReturnedVersion = ({
  page,
  returned,
}: {
  page: PageContext;
  returned: Rectification | undefined;
}) =>
  returned ? (
    <>
      <span class="state state-returned">{inLang(RETURNED_BY_OFFICE, page.lang)}</span>
      <span class="detail">
        {returned.correctedAt === undefined
          ? inLang(describeDay(returned), page.lang)
          : page.t.agency.office.corrected(printChinaMinute(returned.correctedAt), returned.days ?? 0)}
      </span>
    </>
  ) : (
    <></>
  );
