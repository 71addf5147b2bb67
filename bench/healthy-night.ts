/** What the nightly reconciliation costs where nothing is amiss: it reads everything, and writes nothing. */
import { hashBytes } from '../shared/adapters/hash-bytes.ts';
import { openTable } from '../shared/adapters/open-table.ts';
import { createAuditTrail } from '../shared/adapters/table/audit-trail.ts';
import { createReportTable } from '../shared/adapters/table/report-table.ts';
import { nameStores, tableConnection } from '../shared/contracts/api/connection.ts';
import { reconcile } from '../shared/pipeline/reconcile.ts';
import { systemClock } from '../shared/runtime/system-clock.ts';
import { countCapacity } from './consumed-capacity.ts';
import { roundFigure, type Report } from './measure.ts';
import type { StartedSystem } from './started-system.ts';

export async function benchHealthyNight(
  report: Report,
  { bucket, connection }: Pick<StartedSystem, 'bucket' | 'connection'>,
): Promise<void> {
  const opened = openTable(nameStores(connection), tableConnection(connection));
  const capacity = countCapacity(opened.client);
  const deps = {
    bucket,
    table: createReportTable(opened),
    trail: createAuditTrail(opened),
    now: systemClock,
    sha256: hashBytes,
  };
  try {
    const startedMs = performance.now();
    const { received, rechecked, recomputed, failures } = await reconcile(deps, { graceMs: 0 });
    const seconds = (performance.now() - startedMs) / 1000;
    const { write, read } = capacity.total();
    report({
      what: 'DynamoDB write units of a healthy night’s reconciliation',
      value: write,
      unit: '',
      target: { atMost: 0 },
      detail: `read units ${roundFigure(read)}, ${roundFigure(seconds)} s; ${received} received, ${rechecked} rechecked, ${recomputed.length} totals, ${failures.length} failures`,
    });
  } finally {
    opened.client.destroy();
  }
}
