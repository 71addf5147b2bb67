/** What became of a report's publication, in words and with a shape: never colour alone. */
import type { PublicationStanding } from '../../shared/domain/standing/publication.ts';
import { describePublication } from '../../shared/domain/standing/publication-words.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import type { SourceCheck, SourceState } from '../../shared/domain/standing/source-check.ts';
import { inLang } from '../texts/language.ts';
import type { PageContext } from './page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly publication: Pick<PublicationStanding, 'state' | 'lateDays' | 'publishedOn'> | undefined;
  readonly source: SourceState | undefined;
}

/** A dash where there is nothing to publish. */
export const PublicationMark = ({ page, publication, source }: Props) => {
  if (!publication) return <span class="quiet">–</span>;
  const { state, publishedOn } = publication;
  return (
    <span class={`publication publication-${state}`}>
      <span class={state === 'late' ? 'late' : 'quiet'} title={publishedOn}>
        {inLang(describePublication(publication), page.lang)}
      </span>{' '}
      <SourceMark page={page} source={source} />
    </span>
  );
};

/** Nothing where the page is as it was, or nobody has looked. */
const SourceMark = ({ page, source }: Pick<Props, 'page' | 'source'>) =>
  source === undefined || source === 'alive' || source === 'not-checked' ? (
    <></>
  ) : (
    <span class="detail">{page.t.publication.sources[source]}</span>
  );

/** An address outside: where it leads is seen before it is followed. */
export const SourceLink = ({ url }: { readonly url: string }) => (
  <a href={url} rel="external noopener noreferrer">
    {URL.parse(url)?.host ?? url}
  </a>
);

/** What a look at the address found, since when, and why where it is no page. */
export const SourceCheckText = ({
  page,
  check,
}: {
  readonly page: PageContext;
  readonly check: SourceCheck;
}) => {
  const t = page.t.publication;
  const { state, fault, status, movedTo, comparison, checkedAt } = check;
  const why = [
    ...(fault ? [t.faults[fault]] : []),
    ...(status === undefined ? [] : [t.status(status)]),
    ...(comparison.kind === 'agrees' ? [t.agrees] : []),
    ...(comparison.kind === 'differs' ? [t.differs(formatNumber(comparison.cells))] : []),
    t.checked(printChinaMinute(checkedAt).slice(0, 10)),
  ];
  return (
    <>
      {t.sources[state]}
      {movedTo !== undefined && (
        <>
          {' '}
          <SourceLink url={movedTo} />
        </>
      )}{' '}
      <span class="quiet">{why.join(page.t.agency.listSeparator)}</span>
    </>
  );
};
