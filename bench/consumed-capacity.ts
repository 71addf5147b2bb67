/** Adds up what DynamoDB says that each request of a client consumed. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { roundFigure } from './measure.ts';

interface Used {
  readonly write: number;
  readonly read: number;
}

interface Capacity {
  total(): Used;
  /** How many requests of each command there were. */
  requests(): Readonly<Record<string, number>>;
  /** So far, each command's share of one of `uploads`. */
  perCommand(uploads: number): string;
}

const oneSchema = z.object({ CapacityUnits: z.number() });
const outputSchema = z.object({ ConsumedCapacity: z.union([oneSchema, z.array(oneSchema)]).optional() });

export function countCapacity(client: DynamoDBDocumentClient): Capacity {
  const units = new Map<string, number>();
  const requests = new Map<string, number>();
  client.middlewareStack.add(
    (next, context) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const { ConsumedCapacity = [] } = outputSchema.parse(result.output);
      const name = (context.commandName ?? '').replace(/Command$/, '');
      const sum = [ConsumedCapacity].flat().reduce((before, one) => before + one.CapacityUnits, 0);
      units.set(name, (units.get(name) ?? 0) + sum);
      requests.set(name, (requests.get(name) ?? 0) + 1);
      return result;
    },
    { step: 'initialize', name: 'countCapacity' },
  );
  const sumOf = (isWanted: (name: string) => boolean): number =>
    [...units].reduce((sum, [name, used]) => sum + (isWanted(name) ? used : 0), 0);
  return {
    total: () => ({ write: sumOf(isWrite), read: sumOf((name) => !isWrite(name)) }),
    requests: () => Object.fromEntries(requests),
    perCommand: (uploads) =>
      [...units].map(([name, used]) => `${name} ${roundFigure(used / uploads)}`).join(', '),
  };
}

const isWrite = (name: string): boolean => /Put|Update|Delete|Write/.test(name);
