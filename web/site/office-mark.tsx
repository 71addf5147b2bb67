/** What an office returned and marked, beside the state of a report. */
import type { OfficeStanding } from '../../shared/domain/standing/acts/office-standing.ts';
import {
  CORRECTION_RETURNED,
  describeDay,
  describeMark,
  RETURNED_BY_OFFICE,
  UNCHANGED_SINCE_RETURN,
} from '../../shared/domain/standing/acts/office-words.ts';
import type { AgencyYearState } from '../../shared/domain/standing/agency-year.ts';
import { inLang } from '../texts/language.ts';
import type { PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly state: AgencyYearState;
  readonly office: Pick<OfficeStanding, 'returned' | 'unchanged' | 'marks'> | undefined;
}

/** The word of a state: who returned it, where that was the office. What is missing is grey until the day, red after it. */
export const StateWord = ({ page, state, office, isOverdue }: Props & { readonly isOverdue: boolean }) => (
  <span class={nameState(state, isOverdue)}>
    {state === 'returned' && office?.returned ? inLang(RETURNED_BY_OFFICE, page.lang) : page.t.states[state]}
  </span>
);

/** The looks of a state. */
export const nameState = (state: AgencyYearState, isOverdue: boolean): string =>
  `state state-${state}${state === 'missing' && isOverdue ? ' past-due' : ''}`;

export const OfficeMarks = ({ page, state, office }: Props) => {
  const { lang } = page;
  const { returned, unchanged, marks = [] } = office ?? {};
  return (
    <>
      {returned && (
        <span class="detail office-returned">
          {state !== 'returned' && `${inLang(CORRECTION_RETURNED, lang)}${page.t.colon}`}
          {inLang(describeDay(returned), lang)}
        </span>
      )}
      {unchanged && <span class="detail office-returned">{inLang(UNCHANGED_SINCE_RETURN, lang)}</span>}
      {marks.map((mark) => (
        <span class={`detail office-mark office-${mark.kind}`}>{inLang(describeMark(mark), lang)}</span>
      ))}
    </>
  );
};
