/** What stands in the archive of a document whose texts were taken away. */
import { expect, it } from 'vitest';
import { decodeReport } from '../../../../shared/domain/document/decode-report.ts';
import { redactDocument } from '../../../../shared/domain/document/redact-document.ts';
import { aReport, bytesOf } from '../../../support/a-report.ts';

const left = (document: object): string => new TextDecoder().decode(redactDocument(bytesOf(document)));

it('keeps no key that nobody knows, and no number that is no figure', () => {
  const document = aReport({
    set: {
      '/narrative/来电13900001234': '无',
      '/narrative/overview': 13900001234,
      '/applications/received/naturalPerson': 13900001234,
      '/remark': { 王小明: [13900001234] },
      '/notes': [{ path: '/notes/王小明', text: '', 13900001234: 1 }],
      '/explanations': [{ rule: '王小明', path: '/narrative/13900001234', text: '王小明' }],
    },
  });
  const text = left(document);
  expect(text).not.toMatch(/13900001234|王小明|来电|remark/);
  expect(JSON.parse(text)).toMatchObject({
    year: document['year'],
    notes: [{ path: '', text: '' }],
    explanations: [{ rule: '', path: '', text: '已遮蔽' }],
  });
});

it.each(['2019', '2021'] as const)('keeps every figure and fact of edition %s to the fen', (edition) => {
  const year = edition === '2019' ? 2020 : 2024;
  const document = aReport({
    year,
    set: {
      '/sourceUrl': 'https://example.gov.cn/2024/1.html',
      ...(edition === '2021' && { '/processingFee': { notices: 2, noticedCny: 10.05, collectedCny: 0.1 } }),
    },
  });
  const read = (bytes: Uint8Array) => {
    const decoded = decodeReport(bytes);
    if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
    return decoded.report;
  };
  const [before, after] = [read(bytesOf(document)), read(redactDocument(bytesOf(document)))];
  expect(after).toEqual({ ...before, narrative: { overview: '', problems: '', other: '' } });
});
