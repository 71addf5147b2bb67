/** Regions and roster as the files that an operator loads. */
import type { RegionEntry } from '../shared/domain/roster/loaded-region.ts';
import type { RosterEntry } from '../shared/domain/roster/roster-entry.ts';

export const toRegionsCsv = (regions: readonly RegionEntry[]): string =>
  toCsv(
    ['code', 'name', 'mail'],
    regions.map(({ code, name, mail }) => [code, name, mail]),
  );

export const toRosterCsv = (agencies: readonly RosterEntry[]): string =>
  toCsv(
    ['id', 'name', 'aliases', 'district', 'kind', 'from', 'to', 'predecessors', 'mail', 'dataset'],
    agencies.map(({ id, name, aliases, district, kind, from, to, predecessors, mail, dataset }) => [
      id,
      name,
      aliases.join('|'),
      district,
      kind,
      from,
      to,
      predecessors.join('|'),
      mail,
      dataset,
    ]),
  );

export function toCsv(
  head: readonly string[],
  rows: Iterable<readonly (string | number | undefined)[]>,
): string {
  const quoted = (cell: string | number | undefined): string => {
    const text = String(cell ?? '');
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [head, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}
