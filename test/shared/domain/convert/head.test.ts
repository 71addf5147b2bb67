/** Whose report it is, of which year, its texts, where it was published, who signed. */
import { describe, expect, test } from 'vitest';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Conversion } from '../../../../shared/domain/convert/conversion.ts';
import type { Given } from '../../../../shared/domain/convert/given.ts';
import { aFlatReport, asLines, type FlatReport } from '../../../support/layouts/a-flat-report.ts';

const ROSTER = [
  { id: '450205-slj', name: '青石县水利局', district: '450205', aliases: ['青石县水务局'] },
  { id: '450205-gov', name: '南湾市青石县人民政府', district: '450205' },
  { id: '450206-slj', name: '白河县水利局', district: '450206' },
  { id: '450200-kjw', name: '南湾市科学技术委员会', district: '450200' },
];

type Done = Exclude<Conversion, { outcome: 'refused' }>;
function convert(text: string, given: Given = { roster: ROSTER }, meta?: Record<string, string>): Done {
  const conversion = convertLayout({ ...asLines(text), ...(meta ? { meta } : {}) }, given);
  if (conversion.outcome === 'refused') throw new Error(conversion.refusal);
  return conversion;
}
const read = (report: FlatReport, given?: Given): Done => convert(aFlatReport(report), given);
const paths = ({ asks }: Done): string[] => asks.map(({ path }) => path);

describe('the agency', () => {
  test.each([
    ['青石县水利局', '450205-slj'],
    ['青石县水务局', '450205-slj'],
    ['青石县人民政府', '450205-gov'],
    ['南湾市科技委', '450200-kjw'],
  ])('%s is %s', (name, id) => {
    const { document, asks } = read({ name });
    expect(document).toMatchObject({ agency: { id } });
    expect(asks).toEqual([]);
  });

  test.each(['白河县教育局', '南湾市税务局'])('%s is nobody on the roster: asked', (name) => {
    const conversion = read({ name });
    expect(paths(conversion)).toEqual(['/agency']);
    expect(conversion.document).toMatchObject({ agency: { id: null, name }, district: null });
  });

  test('two that may be meant are both offered', () => {
    expect(read({ name: '水利局', end: '' }, { roster: ROSTER }).asks).toMatchObject([
      {
        path: '/agency',
        why: 'no-agency',
        candidates: [
          ['450205-slj', '青石县水利局', '450205'],
          ['450206-slj', '白河县水利局', '450206'],
        ],
      },
    ]);
  });

  test('the signature tells it where the title does not', () => {
    const text = aFlatReport({ end: '青石县水利局 2024年1月9日' }).replace('青石县水利局2023', '2023');
    expect(convert(text).document).toMatchObject({ agency: { id: '450205-slj' } });
  });
});

describe('the year', () => {
  test('of the title', () => {
    expect(read({ year: 2021 }).document).toMatchObject({ year: 2021, edition: '2021' });
    const chinese = aFlatReport({ year: 2021 }).replaceAll('2021年政府', '二〇二一年度政府');
    expect(convert(chinese).document).toMatchObject({ year: 2021 });
  });

  test('of the period, where no title has one', () => {
    const text = aFlatReport().replace('2023年政府信息公开工作年度报告', '政府信息公开工作年度报告');
    expect(paths(convert(text))).toEqual(['/year']);
    const stated = text.replace('根据条例', '统计期限为2023年1月1日至12月31日。根据条例');
    expect(convert(stated).document).toMatchObject({ year: 2023 });
  });

  test('another than the one given is asked about', () => {
    expect(paths(read({ year: 2023 }, { roster: ROSTER, year: 2022 }))).toEqual(['/year']);
    expect(read({ year: 2023 }, { roster: ROSTER, year: 2023 }).asks).toEqual([]);
  });

  test('a report that a sentence mentions is not the title', () => {
    const { document } = read({ before: '按照要求，编制2019年政府信息公开工作年度报告。' });
    expect(document).toMatchObject({ year: 2023 });
  });
});

describe('texts', () => {
  test('sections, preamble and signature of a flattened page', () => {
    const { document } = read({ overview: '工作平稳。（一）主动公开有序。', other: '无。' });
    expect(document).toMatchObject({
      preamble: '根据条例编制本报告。',
      narrative: { overview: '工作平稳。（一）主动公开有序。', problems: '更新不够及时。', other: '无。' },
      signature: { name: '青石县水利局', date: '2024-01-09' },
    });
  });

  test('prose beside a table is said to be left out', () => {
    const { notes, document } = read({ rows: { '/proactive/fees': '0(二)公开有序。全年发布信息120条。' } });
    expect(notes).toMatchObject([{ why: 'text-left-out' }]);
    expect(document).toMatchObject({ proactive: { fees: { amountWanCny: 0 } } });
  });

  test.each([
    ['青石县水利局 2024年1月9日 附件下载', '2024-01-09'],
    ['青石县水利局二〇二四年一月九日', '2024-01-09'],
    ['青石县水利局 2024年1月9日 青石县水利局办公室 2023年1月9日印发', '2024-01-09'],
  ])('signed: %s', (end, date) => {
    expect(read({ end }).document).toMatchObject({
      signature: { date },
      narrative: { other: '无其他需要报告的事项。' },
    });
  });

  test.each(['附件下载', '自2024年1月9日起施行。', '2024年13月9日'])('not signed: %s', (end) => {
    expect(read({ end }).document).not.toHaveProperty('signature');
  });

  test('the processing fee as it is stated', () => {
    expect(read({ other: '全年收取信息处理费3940元。' }).document).toMatchObject({
      processingFee: { collectedCny: 3940 },
    });
    expect(read({ other: '无。' }).document).not.toHaveProperty('processingFee');
    expect(read({ year: 2020, other: '全年收取信息处理费3940元。' }).document).not.toHaveProperty(
      'processingFee',
    );
  });
});

describe('publication', () => {
  test('by the lines of the page', () => {
    const before = '发布时间: 2024-01-17 09:16\n原文链接: https://www.example.gov.cn/a/t20240117_1.htm\n';
    expect(read({ before }).document).toMatchObject({
      publishedOn: '2024-01-17',
      sourceUrl: 'https://www.example.gov.cn/a/t20240117_1.htm',
    });
  });

  test('by what the page says of itself', () => {
    const meta = { PubDate: '2024-01-18 10:00', Url: 'https://www.example.gov.cn/b.htm' };
    expect(convert(aFlatReport(), { roster: ROSTER }, meta).document).toMatchObject({
      publishedOn: '2024-01-18',
      sourceUrl: 'https://www.example.gov.cn/b.htm',
    });
  });

  test('when the page was saved is not when it was published', () => {
    expect(read({ before: '采集时间:2025-12-30T21:37:37\n' }).document).not.toHaveProperty('publishedOn');
  });
});

describe('a report of nothing', () => {
  test('is proposed where the text says so, and never set', () => {
    const { document, asks } = read({ overview: '2023年本机关未收到政府信息公开申请。' });
    expect(asks).toMatchObject([{ path: '/nil', why: 'nil', text: '未收到政府信息公开申请' }]);
    expect(document).not.toHaveProperty('nil');
  });

  test('is not proposed where the text is silent, or the table has cases', () => {
    expect(read({}).asks).toEqual([]);
    const rows = { '/applications/received': '8000008', '/applications/carriedOut': '8000008' };
    expect(read({ rows, overview: '未收到政府信息公开申请。' }).asks).toEqual([]);
  });
});
