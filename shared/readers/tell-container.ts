/** What a file's first bytes say it is. */
type Container = 'empty' | 'zip' | 'ole' | 'pdf' | 'picture' | 'other' | 'text';

export function tellContainer(bytes: Uint8Array): Container {
  if (bytes.length === 0) return 'empty';
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  const known = BEGINNINGS.find(([beginning]) => head.startsWith(beginning));
  if (known) return known[1];
  // Some servers put a line before it; a PDF reader looks as far.
  return head.includes('%PDF-') ? 'pdf' : 'text';
}

const BEGINNINGS: readonly (readonly [string, Container])[] = [
  ['PK\u0003\u0004', 'zip'],
  ['PK\u0005\u0006', 'zip'],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'ole'],
  ['%PDF-', 'pdf'],
  ['\u0089PNG', 'picture'],
  ['\u00ff\u00d8\u00ff', 'picture'],
  ['GIF8', 'picture'],
  ['II*\u0000', 'picture'],
  ['MM\u0000*', 'picture'],
  ['RIFF', 'picture'],
  ['Rar!', 'other'],
  ['7z\u00bc\u00af', 'other'],
  ['\u001f\u008b', 'other'],
  ['\u007fELF', 'other'],
  ['{\\rtf', 'other'],
];
