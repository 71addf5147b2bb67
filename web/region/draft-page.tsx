/** The drafted text of a region's consolidated report, each number a link to its cell in the computed form below. */
import type { Draft, DraftSection, Paragraph, Piece, Source } from '../../shared/domain/draft/draft.ts';
import { cellId } from '../form/form-layout.ts';
import { OfficialForm } from '../form/official-form.tsx';
import { Layout } from '../site/layout.tsx';
import {
  agencyYearPath,
  compliancePath,
  draftPath,
  href,
  regionName,
  regionPath,
  type PageContext,
} from '../site/page-context.ts';
import { YearSwitch } from '../site/year-switch.tsx';
import { DataBanner } from './data-banner.tsx';
import { MarkedBanner } from './marked-banner.tsx';
import type { RegionView } from './region-view.ts';

interface Props {
  readonly page: PageContext;
  readonly view: RegionView;
  readonly draft: Draft;
}

export const DraftPage = (props: Props) => {
  const { page, view, draft } = props;
  const { draft: t, agency, take } = page.t;
  const { region, year, total } = view;
  const title = t.title(regionName(page, region), year);
  const path = regionPath(region.code, year);
  const headings: Readonly<Record<DraftSection, string>> = { ...agency.narrative, ...agency.tables };
  return (
    <Layout page={page} title={title} crumbs={listCrumbs(props)}>
      <div class="title">
        <h1>{title}</h1>
        <p class="as-of">
          {page.t.asOf(page.asOf)} ·{' '}
          <a href={href(page, path)}>{page.t.titleOf(regionName(page, region), year)}</a>
          {' · '}
          <a href={href(page, `${path}/consolidated.docx`)}>{take.consolidated}</a>
        </p>
        <div class="switches">
          <YearSwitch
            page={page}
            years={view.years.map((other) => other.year)}
            year={year}
            pathOf={(other) => draftPath(region.code, other)}
          />
        </div>
      </div>
      <p class="banner">
        <b>{t.mark}</b>
        {page.t.gap}
        {t.note}
      </p>
      <DataBanner page={page} view={view} />
      <MarkedBanner page={page} view={view} />
      <div class="report">
        {SECTIONS.map((section) => (
          <section class="narrative">
            <h2>{headings[section]}</h2>
            {draft[section].map((paragraph) => (
              <DraftParagraph {...props} paragraph={paragraph} />
            ))}
          </section>
        ))}
        {total.figures && (
          <section aria-labelledby="form-heading">
            <h2 id="form-heading">{take.totalForm}</h2>
            <OfficialForm page={page} figures={total.figures} findings={[]} />
          </section>
        )}
      </div>
    </Layout>
  );
};

const SECTIONS: readonly DraftSection[] = [
  'overview',
  'proactive',
  'applications',
  'disputes',
  'problems',
  'other',
];

const listCrumbs = ({ page, view }: Props) =>
  [...view.ancestors, view.region].map((region) => ({
    name: regionName(page, region),
    path: regionPath(region.code, view.year),
  }));

const DraftParagraph = ({ paragraph: { as, pieces }, ...props }: Props & { paragraph: Paragraph }) => (
  <p lang="zh-CN" class={as === 'place' ? 'quiet' : undefined}>
    {pieces.map((piece) => (
      <DraftPiece {...props} piece={piece} />
    ))}
  </p>
);

const DraftPiece = ({ page, view, piece }: Props & { piece: Piece }) => {
  if (typeof piece === 'string') return <>{piece}</>;
  const address = findAddress(view, piece.source);
  return address === undefined ? (
    <>{piece.text}</>
  ) : (
    <a href={address.startsWith('#') ? address : href(page, address)}>{piece.text}</a>
  );
};

/** Where a number stands; nothing for a day. */
function findAddress({ region, regions, year, kind }: RegionView, source: Source): string | undefined {
  switch (source.kind) {
    case 'cells':
    case 'difference':
    case 'change':
    case 'share':
      return `#${cellId(source.cells[0] ?? '')}`;
    case 'child':
      return regions.some(({ code }) => code === source.id)
        ? regionPath(source.id, year)
        : agencyYearPath(source.id, year);
    case 'reports':
    case 'onTimeShare':
      return compliancePath(region.code, year, kind);
    case 'fee':
    case 'feeStated':
    case 'feeUnstated':
      return `${regionPath(region.code, year)}#chart-fees`;
    case 'year':
    case 'asOf':
      return undefined;
  }
}
