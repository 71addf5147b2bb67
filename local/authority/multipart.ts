/** The parts of a form as browsers and programs post it (RFC 7578), read from its bytes. */
interface FormPart {
  readonly name: string;
  readonly content: Buffer;
}

const HEAD_END = '\r\n\r\n';
const MAX_HEAD_BYTES = 4096;
const PART_NAME = /^content-disposition:[ \t]*form-data[^\r\n]*?;[ \t]*name="([^"\r\n]*)"/im;

/** `undefined` where the bytes are no such form. */
export function readMultipart(bytes: Buffer, contentType: string): FormPart[] | undefined {
  const boundary = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (name === undefined) return undefined;
  const delimiter = Buffer.from(`\r\n--${name}`);
  // The first stands at the very beginning.
  const whole = Buffer.concat([Buffer.from('\r\n'), bytes]);
  const parts: FormPart[] = [];
  for (let at = whole.indexOf(delimiter); at >= 0;) {
    const start = at + delimiter.length;
    const follows = whole.toString('latin1', start, start + 2);
    if (follows === '--') return parts;
    const headEnd = whole.indexOf(HEAD_END, start);
    if (follows !== '\r\n' || headEnd < 0 || headEnd - start > MAX_HEAD_BYTES) return undefined;
    const [, stated] = PART_NAME.exec(whole.toString('utf8', start, headEnd)) ?? [];
    const contentStart = headEnd + HEAD_END.length;
    at = whole.indexOf(delimiter, contentStart);
    if (stated === undefined || at < 0) return undefined;
    parts.push({ name: unescapeName(stated), content: whole.subarray(contentStart, at) });
  }
  return undefined;
}

/** What would end a name is escaped by browsers. */
const unescapeName = (name: string): string =>
  name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
