/** `gouji redrive`: delivers dead letters of a queue on AWS once more, where SQS itself can't, as in China. */
import { parseArgs } from 'node:util';
import { openDeadLetterQueue } from '../shared/adapters/dead-letter-queue.ts';
import { COMMANDS } from './commands.ts';
import { UsageError } from './exit-codes.ts';
import { sayLine } from './terminal.ts';

export async function redrive(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: COMMANDS.redrive.options,
    allowPositionals: true,
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0)
    throw new UsageError('name one dead-letter queue, as its alarm does (QueueName)');
  const { sources, moveTo } = await openDeadLetterQueue(name, {
    endpoint: process.env['AWS_ENDPOINT_URL_SQS'],
    region: values.region,
  });
  const [source, ...others] = sources;
  if (source === undefined || others.length > 0)
    throw new UsageError(
      `${name} 的消息不来自队列;处理办法见 docs/operations.md 该函数一节 / what lies in ${name} came from no queue; its function’s section in docs/operations.md says how to take it up`,
    );
  const moved = await moveTo(source);
  const queue = source.replace(/^.*\//, '');
  sayLine(`${moved} 封死信退回队列 ${queue} / ${moved} dead letters moved back to ${queue}`);
  return 0;
}
