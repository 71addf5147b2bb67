import type { Finding } from '../shared/domain/finding.ts';

/** A file that the disk does not give, said as the first rule would say it. */
export function unreadableFile(error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    rule: 'S1',
    severity: 'error',
    path: '',
    found: reason,
    expected: null,
    message: {
      zh: '文件无法读取。请核对文件名、位置和权限。',
      en: 'The file cannot be read. Check its name, place and permissions.',
    },
  };
}
