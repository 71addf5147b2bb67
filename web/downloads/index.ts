/** The Lambda function of downloads, behind a function URL that streams. */
import { createTableClient } from '../../shared/adapters/clients.ts';
import { createReportTable } from '../../shared/adapters/table/report-table.ts';
import { createObserver } from '../../shared/runtime/observe.ts';
import { readEnv } from '../../shared/runtime/read-env.ts';
import { systemClock } from '../../shared/runtime/system-clock.ts';
import { createDownloads } from './app.ts';
import { downloadsEnv } from './env.ts';
import { streamingHandler } from './streaming-handler.ts';

const env = readEnv(downloadsEnv, process.env);
const observer = createObserver('downloads');

const app = createDownloads({
  table: createReportTable({
    client: createTableClient({ endpoint: env.DYNAMODB_ENDPOINT }),
    tableName: env.TABLE_NAME,
  }),
  now: systemClock,
  log: {
    error: (message, { requestId, error }) => {
      observer.failed(message, error, { requestId });
    },
  },
});

export const handler = awslambda.streamifyResponse(
  streamingHandler(
    (request) => app.fetch(request),
    (stream, metadata) => awslambda.HttpResponseStream.from(stream, metadata),
    observer.flush,
  ),
);
