/** A list that is taken along: a workbook, or CSV. It holds what is restricted, so that the trail says who took it. */
import { create as contentDisposition } from 'content-disposition';
import { tellChinaDay, type Instant } from '../../../shared/domain/basics/calendar.ts';
import type { Principal } from '../../../shared/domain/authority/principal.ts';
import { recogniseReader } from '../../http/reader.ts';
import { noteBasis, type Counting } from '../../site/basis-note.ts';
import type { Table } from '../../site/table.ts';
import { DESK_TEXTS } from '../../texts/desk.ts';
import type { OfficeContext, OfficeDeps } from '../ports.ts';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

interface Taken {
  readonly table: Table;
  readonly region: { readonly code: string; readonly name: string };
  readonly year: number;
  readonly at: Instant;
  /** How its agencies are counted, where reports of other kinds may be left out. */
  readonly counting?: Counting;
  /** The page's, with all that it was narrowed by. */
  readonly path: string;
}

export async function sendFile(
  c: OfficeContext,
  deps: Pick<OfficeDeps, 'trail' | 'ownOrigin'>,
  principal: Principal,
  { table, region, year, at, counting, path }: Taken,
): Promise<Response> {
  const { lang, t } = recogniseReader(c, 'zh-CN');
  const format = c.req.path.endsWith('.csv') ? 'csv' : 'xlsx';
  await deps.trail.append({
    id: crypto.randomUUID(),
    at,
    by: { kind: 'person', mail: principal.mail, name: principal.name },
    act: 'download',
    on: { kind: 'region', region: region.code, year },
    detail: `${table.name} ${format} ${table.rows.length}`,
  });
  const taken = {
    ...table,
    provenance: {
      source: DESK_TEXTS[lang].notRestricted,
      filter: [
        { key: 'region', label: t.take.filters.region, value: region.name },
        { key: 'year', label: t.take.filters.year, value: String(year) },
        ...(counting ? [noteBasis(counting, t)] : []),
      ],
      asOf: at,
      link: `${deps.ownOrigin(c.req.raw) ?? ''}${path}`,
    },
  };
  // What writes files is loaded when one is asked for.
  const body =
    format === 'csv'
      ? (await import('../../downloads/csv-file.ts')).writeCsvFile(taken, t)
      : Uint8Array.from(await (await import('../../downloads/xlsx-file.ts')).xlsxFile(taken, t));
  const name = `${region.code}-${year}-${table.name}-${tellChinaDay(at)}.${format}`;
  return c.body(body, 200, {
    'content-type': TYPES[format],
    'content-disposition': contentDisposition(`${region.name}${year}-${table.title}.${format}`, {
      fallback: name,
    }),
  });
}
