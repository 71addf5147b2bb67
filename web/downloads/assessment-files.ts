/** Assessments as files: of a region's agencies, and of one agency. */
import type { Context } from 'hono';
import { printChinaMinute } from '../../shared/domain/basics/calendar.ts';
import { sumWorth, type Scheme } from '../../shared/domain/assessment/scheme.ts';
import { formatNumber } from '../../shared/domain/form/number-text.ts';
import { readSortParam } from '../assessment/assessment-params.ts';
import { layAssessmentTable, laySheetTable } from '../assessment/assessment-tables.tsx';
import { readAgencyAssessment } from '../assessment/assessment-view.ts';
import { pointsText } from '../assessment/assessment-words.ts';
import { readNarrowAssessment } from '../assessment/narrow-assessment.ts';
import { readAgencyParam, readRegionParam, readYearParam } from '../http/params.ts';
import { found, RequestError } from '../http/request-error.ts';
import { agencyAssessmentPath, assessmentAddress } from '../site/assessment-address.ts';
import type { Provenance, Table } from '../site/table.ts';
import { ASSESSMENT_TEXTS } from '../texts/assessment.ts';
import { linkTo, type Asked } from './asked.ts';
import { nameRegion } from '../site/named-region.ts';
import { datasetNote } from './provenance.ts';
import { chooseFormat, sendTable } from './send.ts';

export async function sendAssessment(c: Context, asked: Asked): Promise<Response> {
  const { at, listing } = asked.moment;
  const { lang, t } = asked.reader;
  const [name, format] = readFile(c);
  const code = readRegionParam(c.req.param('code'));
  const query = { year: readYearParam(c.req.param('year'), at), sorting: readSortParam(c.req.query('sort')) };
  const view = await readNarrowAssessment(listing(), code, query, at);
  const place = nameRegion(view.region, t);
  return sendLaid(c, asked, layAssessmentTable(view, name, lang), {
    format,
    title: ASSESSMENT_TEXTS[lang].titleOf(place, view.year),
    plain: `${code}-${view.year}-assessment-${name}`,
    provenance: {
      source: t.take.sourceIs,
      filter: [
        { key: 'region', label: t.take.filters.region, value: `${place} ${code}` },
        { key: 'year', label: t.take.filters.year, value: String(view.year) },
        ...schemeNote(asked, view.scheme),
        ...datasetNote(asked, view.synthetic > 0 ? t.data.syntheticBanner(formatNumber(view.synthetic)) : ''),
      ],
      asOf: at,
      link: linkTo(asked, assessmentAddress(code, view)),
    },
  });
}

export async function sendAgencyAssessment(c: Context, asked: Asked): Promise<Response> {
  const { at, table } = asked.moment;
  const { lang, t } = asked.reader;
  const [name, format] = readFile(c);
  const id = readAgencyParam(c.req.param('id'));
  const year = readYearParam(c.req.param('year'), at);
  const view = await found(readAgencyAssessment(table, id, year, at), (texts) => texts.agencyUnknown(id));
  const { sheet } = view;
  return sendLaid(c, asked, laySheetTable(view, name, lang), {
    format,
    title: ASSESSMENT_TEXTS[lang].titleOf(sheet.name, year),
    plain: `${id}-${year}-assessment-${name}`,
    provenance: {
      source: t.take.sourceIs,
      filter: [
        { key: 'agency', label: t.take.filters.agency, value: `${sheet.name} ${id}` },
        { key: 'year', label: t.take.filters.year, value: String(year) },
        ...schemeNote(asked, view.scheme),
        ...datasetNote(asked, sheet.dataset === 'synthetic' ? t.data.syntheticHint : ''),
      ],
      asOf: at,
      link: linkTo(asked, agencyAssessmentPath(id, year)),
    },
  });
}

function readFile(c: Context): readonly [name: string, format: string | undefined] {
  const [name = '', format] = (c.req.param('file') ?? '').split('.');
  return [name, format];
}

/** Whose points they are. */
function schemeNote({ reader: { lang } }: Asked, scheme: Scheme | undefined): Provenance['filter'] {
  const t = ASSESSMENT_TEXTS[lang];
  const value = scheme
    ? t.schemeSince(
        printChinaMinute(scheme.since),
        formatNumber(scheme.rules.length),
        pointsText(sumWorth(scheme.rules)),
      )
    : t.noScheme;
  return [{ key: 'scheme', label: t.scheme, value }];
}

interface Sent {
  readonly format: string | undefined;
  readonly title: string;
  readonly plain: string;
  readonly provenance: Provenance;
}

function sendLaid(
  c: Context,
  asked: Asked,
  table: Table | undefined,
  { format, title, plain, provenance }: Sent,
): Response | Promise<Response> {
  if (!table) throw new RequestError(404, (t) => t.tableUnknown);
  return sendTable(c, asked, { ...table, provenance }, chooseFormat(format), {
    chinese: `${title}-${table.title}`,
    plain,
  });
}
