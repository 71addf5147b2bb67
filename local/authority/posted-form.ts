/** A form that a browser posts to the bucket, read whole: reports are small, and what is larger is refused unread. */
import type { IncomingHttpHeaders } from 'node:http';
import { readMultipart } from './multipart.ts';
import { Refusal } from './refusal.ts';

export interface PostedForm {
  /** By their names in lower case; those before the file, as S3 has it. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
}

/** Three times what a document may be, so that an answer can still say by how much one is too large. */
const MAX_FORM_BYTES = 3 * 1024 * 1024;

export async function readPostedForm(
  request: AsyncIterable<unknown> & { readonly headers: IncomingHttpHeaders },
): Promise<PostedForm> {
  if (request.headers['content-length'] === undefined)
    throw new Refusal('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  if (Number(request.headers['content-length']) > MAX_FORM_BYTES) throw refuseSize();
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (String(bytes.length) !== request.headers['content-length'])
    throw new Refusal('IncompleteBody', 'The form ended before its end.');
  const parts = readMultipart(bytes, request.headers['content-type'] ?? '');
  if (!parts)
    throw new Refusal(
      'MalformedPOSTRequest',
      'The body of your POST request is not well-formed multipart/form-data.',
    );
  const fields = new Map<string, string>();
  for (const { name, content } of parts) {
    const field = name.toLowerCase();
    if (field === 'file') return { fields, file: content };
    if (fields.has(field))
      throw new Refusal('InvalidArgument', 'POST takes each field once.', { ArgumentName: name });
    fields.set(field, content.toString());
  }
  throw new Refusal('InvalidArgument', 'POST requires exactly one file upload per request.', {
    ArgumentName: 'file',
  });
}

const refuseSize = (): Refusal =>
  new Refusal('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    MaxSizeAllowed: MAX_FORM_BYTES,
  });
