import { createTableClient } from '../../shared/adapters/clients.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { recheckNeighbourEnv } from './env.ts';
import { createHandler } from './handler.ts';

const env = readEnv(recheckNeighbourEnv, process.env);

export const handler = createHandler({
  table: createReportTable({
    client: createTableClient({ endpoint: env.DYNAMODB_ENDPOINT }),
    tableName: env.TABLE_NAME,
  }),
  observer: createObserver('recheck-neighbour'),
});
