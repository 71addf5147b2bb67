/** The API's description, drawn when the site was built: it lies among its files. */
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Assets } from '../ports.ts';

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.object({
          200: z.object({
            content: z.object({ 'application/json': z.object({ example: z.unknown().optional() }) }),
          }),
        }),
      }),
    ),
  ),
});

export const descriptionText = ({ files, openapi }: Assets): string | undefined => {
  const file = files[openapi];
  return file && gunzipSync(file.gzip).toString('utf8');
};

/** Answers by the operations' names. */
export function describedExamples(assets: Assets): Readonly<Record<string, unknown>> {
  const text = descriptionText(assets);
  if (text === undefined) return {};
  const { paths } = documentSchema.parse(JSON.parse(text));
  return Object.fromEntries(
    Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .map(({ operationId, responses }) => [operationId, responses[200].content['application/json'].example]),
  );
}
