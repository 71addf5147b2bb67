/** Whose figures a file has: what it says of its source, scope, instant and page. */
import { printChinaMinute, type AgencyKind } from '../../shared/domain/basics/calendar.ts';
import { nameInYear } from '../../shared/domain/roster/former-names.ts';
import { tellLevel } from '../../shared/domain/basics/region.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import type { AgencyForm } from '../agency/agency-form.ts';
import { continuedText } from '../region/continued-years.ts';
import type { AgencyFacts } from '../agency/agency-view.ts';
import { nameRegion } from '../site/named-region.ts';
import type { RegionView } from '../region/region-view.ts';
import type { Provenance } from '../site/table.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { describeMark } from '../site/marked-totals.ts';
import { agencyPath, agencyYearPath, regionPath, submissionPath } from '../site/page-context.ts';
import { PLAIN_VIEW, regionAddress } from '../site/region-address.ts';
import { drawQrPng } from './qr-png.ts';
import { linkToInstant, linkTo, type Asked } from './asked.ts';
import type { OfficialReport } from './official-docx.ts';

/** Says that figures are not real; nothing where all are real. */
export const datasetNote = ({ reader: { t } }: Asked, text: string): Provenance['filter'] =>
  text === '' ? [] : [{ key: 'dataset', label: t.take.dataset, value: text }];

/** Years that are told of other regions; nothing where all are the region's own. */
export const continuedNote = ({ reader: { t } }: Asked, text: string): Provenance['filter'] =>
  text === '' ? [] : [{ key: 'continued', label: t.continued.column, value: text.trim() }];

/** `kind`, `dataset`: what the table is narrowed to; `asShares`: as the page draws it. */
export function regionProvenance(
  view: RegionView,
  asked: Asked,
  {
    kind,
    asShares,
    dataset,
  }: {
    readonly kind: AgencyKind | undefined;
    readonly asShares: boolean;
    readonly dataset: string | undefined;
  },
): Provenance {
  const { t } = asked.reader;
  const { filters } = t.take;
  const { region, year, total } = view;
  const { synthetic } = total.reports;
  const isNarrowed = dataset !== undefined;
  // What is said of all says nothing of some.
  const hasSynthetic =
    synthetic > 0 && (!isNarrowed || view.agencies.some((one) => one.dataset === 'synthetic'));
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'region', label: filters.region, value: `${nameRegion(region, t)} ${region.code}` },
      { key: 'year', label: filters.year, value: String(year) },
      ...(kind === undefined ? [] : [{ key: 'kind', label: filters.kind, value: t.kinds[kind] }]),
      ...(isNarrowed
        ? [{ key: 'rows', label: t.take.rowsOfDatasets, value: dataset }]
        : [
            {
              key: 'reports',
              label: filters.reports,
              value: `${total.reports.accepted} / ${total.reports.expected}`,
            },
          ]),
      ...continuedNote(asked, continuedText(view.years, asked.reader.lang)),
      ...total.marks.map((mark) => ({
        key: 'marked',
        label: t.marked.column,
        value: describeMark(mark, year, asked.reader.lang).trim(),
      })),
      ...datasetNote(asked, hasSynthetic ? t.data.syntheticBanner(formatNumber(synthetic)) : ''),
    ],
    asOf: asked.moment.at,
    link: linkTo(asked, regionAddress(region.code, year, { ...PLAIN_VIEW, kind: view.kind, asShares })),
  };
}

export function agencyProvenance(
  { roster, region, year, standing, inForce }: AgencyForm,
  asked: Asked,
): Provenance {
  const { t } = asked.reader;
  const { filters } = t.take;
  const name = nameInYear(roster, year);
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'agency', label: filters.agency, value: `${name} ${roster.id}` },
      ...(name === roster.name ? [] : [{ key: 'nameToday', label: t.agency.nameToday, value: roster.name }]),
      { key: 'region', label: filters.region, value: `${nameRegion(region, t)} ${region.code}` },
      { key: 'year', label: filters.year, value: String(year) },
      { key: 'state', label: filters.state, value: t.states[standing.state] },
      ...(inForce
        ? [
            {
              key: 'version',
              label: filters.version,
              value: t.take.asOfIs(printChinaMinute(inForce.receivedAt)),
            },
          ]
        : []),
      ...datasetNote(asked, roster.dataset === 'synthetic' ? t.data.syntheticHint : ''),
    ],
    asOf: asked.moment.at,
    link: linkTo(asked, agencyYearPath(roster.id, year)),
  };
}

/** Where a table of all of an agency's years comes from. */
export function agencyYearsProvenance({ roster, lineage }: AgencyFacts, asked: Asked): Provenance {
  const { t } = asked.reader;
  const { filters } = t.take;
  const region = lineage.at(-1);
  return {
    source: t.take.sourceIs,
    filter: [
      { key: 'agency', label: filters.agency, value: `${roster.name} ${roster.id}` },
      ...(region
        ? [{ key: 'region', label: filters.region, value: `${nameRegion(region, t)} ${region.code}` }]
        : []),
      ...datasetNote(asked, roster.dataset === 'synthetic' ? t.data.syntheticHint : ''),
    ],
    asOf: asked.moment.at,
    link: linkTo(asked, agencyPath(roster.id)),
  };
}

const writeAddress = (
  url: string,
  label: string = zhCn.take.docx.address,
): NonNullable<OfficialReport['address']> => ({
  label,
  url,
  qrPng: drawQrPng(url),
});

export function regionNotes(
  view: RegionView,
  asked: Asked,
): Pick<OfficialReport, 'foot' | 'notes' | 'address' | 'totals'> {
  const totals = { year: view.year, marks: view.total.marks };
  const { accepted, expected, synthetic } = view.total.reports;
  const instant = zhCn.take.asOfIs(printChinaMinute(asked.moment.at));
  return {
    foot: zhCn.take.docx.counted(String(expected), String(accepted), instant),
    totals,
    notes: [
      ...totals.marks.map((mark) => describeMark(mark, view.year, 'zh-CN')),
      ...(synthetic > 0 ? [zhCn.data.syntheticBanner(formatNumber(synthetic))] : []),
      `${zhCn.take.source}：${zhCn.take.sourceIs}`,
    ],
    // Regions with others below are told by day.
    address: writeAddress(
      linkToInstant(asked, regionPath(view.region.code, view.year)),
      tellLevel(view.region.code) === 'county' ? undefined : zhCn.take.docx.addressOfDay,
    ),
  };
}

export function agencyNotes(
  { roster, year, standing, inForce }: AgencyForm,
  asked: Asked,
): Pick<OfficialReport, 'foot' | 'notes' | 'address'> {
  const { take } = zhCn;
  const version = inForce && printChinaMinute(inForce.receivedAt);
  const instant = take.asOfIs(printChinaMinute(asked.moment.at));
  return {
    foot: take.docx.agency(zhCn.states[standing.state], version, instant),
    notes: [
      ...(roster.dataset === 'synthetic' ? [zhCn.data.syntheticHint] : []),
      ...(nameInYear(roster, year) === roster.name ? [] : [`${zhCn.agency.nameToday}：${roster.name}`]),
    ],
    address: writeAddress(
      inForce
        ? asked.origin + submissionPath(roster.id, year, inForce.submissionId)
        : linkToInstant(asked, agencyYearPath(roster.id, year)),
    ),
  };
}
