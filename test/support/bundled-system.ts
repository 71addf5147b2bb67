/**
 * A system whose functions are the deployed bundles, in a process of its own: no test runner has its hand in them. Arguments:
 * data folder, folder of the bundles. Prints its addresses, then, for each line that it reads, what came of it: `settle`, or the
 * name of a scheduled function.
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { startSystem } from '../../local/system.ts';

const [dataDir = '', bundles = ''] = process.argv.slice(2);
const problems: string[] = [];
const system = await startSystem({
  dataDir,
  port: 0,
  s3Port: 0,
  dynamodbPort: 0,
  bundles: pathToFileURL(`${bundles}/`),
  onProblem: (problem) => problems.push(problem),
});
const say = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`);
say({ ...system.endpoints, table: system.table, bucket: system.bucket });
for await (const line of createInterface({ input: process.stdin })) {
  const answer: unknown = line === 'settle' ? undefined : await system.runSchedule(line);
  await system.settled();
  say({ answer, problems, dead: system.deadLetters.list() });
}
await system.stop();
