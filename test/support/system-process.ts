/**
 * A system in a process of its own, to be killed. Arguments: data folder, S3 port, DynamoDB port.
 * Prints one line of JSON when it is ready. Its functions do nothing.
 */
import { stopOnSignals } from '../../cli/stop-on-signals.ts';
import { startSystem } from '../../local/system.ts';

const [dataDir = '', s3Port = '0', dynamodbPort = '0'] = process.argv.slice(2);
const nothing = (): undefined => undefined;
const system = await startSystem({
  dataDir,
  port: 0,
  s3Port: Number(s3Port),
  dynamodbPort: Number(dynamodbPort),
  handlers: {
    'receive-report': nothing,
    'follow-changes': nothing,
    'open-year': nothing,
    'reconcile-inbox': nothing,
  },
});
stopOnSignals(() => system.stop());
process.stdout.write(`${JSON.stringify({ ...system.endpoints, environment: system.awsEnvironment })}\n`);
