/**
 * A system whose functions are the deployed bundles, in a process of its own: no test runner has its hand in them. Arguments:
 * data folder, folder of the bundles. Prints its addresses, then, for each line that it reads, what came of it: `settle`, or the
 * name of a scheduled function.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { provideStreaming } from '../../local/edge/response-stream.ts';
import { serveEdge, type SiteHandlers } from '../../local/edge/serve-edge.ts';
import { startSystem } from '../../local/system.ts';
import type { Handler } from '../../local/invoke.ts';

const [dataDir = '', bundles = ''] = process.argv.slice(2);
const problems: string[] = [];
/** As the distribution shows it. */
const ORIGIN_SECRET = 'shown by the distribution, and by nobody else';
const system = await startSystem({
  dataDir,
  port: 0,
  s3Port: 0,
  dynamodbPort: 0,
  bundles: pathToFileURL(`${bundles}/`),
  onProblem: (problem) => problems.push(problem),
  // They read their environment as they load.
  async serveWeb(port) {
    provideStreaming();
    process.env['ORIGIN_SECRET'] = ORIGIN_SECRET;
    process.env['SITE_URL'] = 'http://127.0.0.1:8787/';
    const load = async <Handle>(name: string) =>
      ((await import(pathToFileURL(`${bundles}/${name}/index.mjs`).href)) as { readonly handler: Handle })
        .handler;
    return serveEdge({
      port,
      handlers: {
        web: await load<Handler>('web'),
        downloads: await load<SiteHandlers['downloads']>('downloads'),
        account: await load<Handler>('account'),
        office: await load<Handler>('office'),
      },
      siteUrl: () => undefined,
      originSecret: ORIGIN_SECRET,
      onProblem: (problem) => problems.push(problem),
    });
  },
});
const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
say({ ...system.endpoints, table: system.table, bucket: system.bucket });
for await (const line of createInterface({ input: process.stdin })) {
  const answer: unknown = line === 'settle' ? undefined : await system.runSchedule(line);
  await system.settled();
  say({ answer, problems, dead: system.deadLetters.list() });
}
await system.stop();
