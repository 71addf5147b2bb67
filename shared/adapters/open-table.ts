import type { TableEnv } from '../contracts/store-env.ts';
import { createTableClient, type Connection } from './clients.ts';

/** The table for several adapters, which share its connections. */
export const openTable = (
  { TABLE_NAME, DYNAMODB_ENDPOINT }: TableEnv,
  { maxAttempts, ...connection }: Connection & { readonly maxAttempts?: number } = {},
) => ({
  client: createTableClient(
    { ...connection, endpoint: DYNAMODB_ENDPOINT ?? connection.endpoint },
    { maxAttempts },
  ),
  tableName: TABLE_NAME,
});
