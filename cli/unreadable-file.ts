import type { Finding } from '../shared/domain/findings/finding.ts';
import { DOCUMENT_READABLE } from '../shared/domain/rules/structure/s1-document-readable.ts';
import type { Text } from '../shared/domain/basics/text.ts';

const CURES: ReadonlyMap<unknown, Text> = new Map([
  [
    'ENOENT',
    { zh: '没有这个文件。请核对文件名和位置。', en: 'There is no such file. Check its name and place.' },
  ],
  ['EISDIR', { zh: '这是一个文件夹。请写出其中的文件。', en: 'This is a folder. Name the files in it.' }],
  ['EACCES', { zh: '没有读取这个文件的权限。', en: 'You may not read this file. Check its permissions.' }],
]);

/** A file that the disk does not give, said as the first rule would say it. */
export function describeUnreadable(error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const cure = error instanceof Error && 'code' in error ? CURES.get(error.code) : undefined;
  return {
    rule: DOCUMENT_READABLE.id,
    severity: DOCUMENT_READABLE.severity,
    path: '',
    found: reason,
    expected: null,
    message: cure ?? {
      zh: `文件无法读取:${reason}`,
      en: `The file cannot be read: ${reason}`,
    },
  };
}
