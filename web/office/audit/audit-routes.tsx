/** The audit trail for offices: shown part by part, and exported, which is itself an entry. */
import { create as contentDisposition } from 'content-disposition';
import { hasOffice, type Principal } from '../../../shared/domain/authority/principal.ts';
import { readFields } from '../../http/form-fields.ts';
import type { AuditPart } from '../../../shared/pipeline/read-audit-page.ts';
import { AUDIT_PATH } from '../../site/account-address.ts';
import { makeOfficePage, showPage } from '../office-page.tsx';
import { OfficeRefusal } from '../office-problem.ts';
import type { OfficeApp, OfficeContext, OfficeDeps } from '../ports.ts';
import { demandMay, whoAsks } from '../who-asks.ts';
import { auditDownload } from './audit-download.ts';
import {
  AUDIT_FIELDS,
  parseAuditAsked,
  readAsked,
  readAuditTyped,
  type AuditAsked,
  type AuditTyped,
} from './audit-asked.ts';
import type { AuditNames } from './audit-page.tsx';

/** Some 4 MB of the table are read for a page at most, ten times as much for a file. */
const ON_PAGE = { most: 100, reads: 10_000 };
const IN_FILE = { most: 10_000, reads: 100_000 };

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export function routeAudit(app: OfficeApp, deps: OfficeDeps): void {
  app.get(AUDIT_PATH, async (c) => {
    const principal = demandAudit(c);
    const typed = readAuditTyped((name) => c.req.query(name));
    const page = makeOfficePage(c, deps);
    const parsed = await parseAuditAsked(deps, principal, typed);
    // Loaded when it is asked for, as the ledger is.
    const { AuditPage } = await import('./audit-page.tsx');
    if (parsed.kind === 'bad') {
      const { complaints } = parsed;
      const names = { regions: new Map<string, string>(), agencies: new Map<string, string>() };
      const view = { typed, complaints, days: undefined, part: undefined, names };
      return showPage(c, <AuditPage page={page} view={view} />, 400);
    }
    const part = await readAsked(deps, principal, parsed.asked, ON_PAGE);
    const view = {
      typed,
      complaints: new Map(),
      days: parsed.days,
      part,
      names: await nameThings(deps, part),
    };
    return showPage(c, <AuditPage page={page} view={view} />);
  });

  app.post(`${AUDIT_PATH}/export`, async (c) => {
    const principal = demandAudit(c);
    const field = await readFields(c);
    const typed = readAuditTyped(field);
    const format = field('format');
    const parsed = await parseAuditAsked(deps, principal, typed);
    if (parsed.kind === 'bad' || (format !== 'csv' && format !== 'xlsx'))
      throw new OfficeRefusal('malformed');
    await auditExport(deps, principal, typed, parsed.asked);
    const { entries, next } = await readAsked(deps, principal, parsed.asked, IN_FILE);
    const end =
      next &&
      `未完 not all: 只读到 read back to ${next.readTo}（UTC）；更早的请另行导出 export what is earlier by itself`;
    // What writes files is loaded when one is asked for.
    const body =
      format === 'csv'
        ? (await import('../../../shared/letters/audit-text.ts')).writeAuditCsv(entries, end)
        : Uint8Array.from(await (await import('./audit-xlsx.ts')).writeAuditXlsx(entries, end));
    const { from, to } = parsed.days;
    return c.body(body, 200, {
      'content-type': TYPES[format],
      'content-disposition': contentDisposition(`审计记录 ${from} ${to}.${format}`, {
        fallback: `audit-${from}-${to}.${format}`,
      }),
    });
  });
}

/** Offices of some region, and operators; of which entries is asked of each. */
function demandAudit(c: OfficeContext): Principal {
  const principal = whoAsks(c);
  // Whoever has no office is told why, as everywhere.
  return hasOffice(principal.grants) ? principal : demandMay(c, 'see-audit', { kind: 'system' });
}

/** For each region whose entries are in the file: its offices see who took it along. */
async function auditExport(
  deps: OfficeDeps,
  principal: Principal,
  typed: AuditTyped,
  { areas }: AuditAsked,
): Promise<void> {
  const asked = AUDIT_FIELDS.flatMap((name) => (typed[name] === '' ? [] : [`${name}=${typed[name]}`]));
  for (const area of areas)
    await auditDownload(deps, principal, {
      on: area === undefined ? { kind: 'system' } : { kind: 'region', region: area },
      detail: ['audit', ...asked].join(' ').slice(0, 500),
    });
}

async function nameThings({ table }: Pick<OfficeDeps, 'table'>, { entries }: AuditPart): Promise<AuditNames> {
  const ids = entries.flatMap(({ on }) => (on.kind === 'agency' ? [on.agency] : []));
  const codes = entries.flatMap(({ on }) => (on.kind === 'region' ? [on.region] : []));
  const [roster, regions] = await Promise.all([
    table.rosterOf([...new Set(ids)]),
    table.regionsAt([...new Set(codes)]),
  ]);
  return {
    agencies: new Map([...roster].map(([id, { name }]) => [id, name])),
    regions: new Map(regions.map(({ code, name }) => [code, name])),
  };
}
