/** What is a person's number and what is not; numbers made up for this test, none belongs to anybody. */
import { describe, expect, it } from 'vitest';
import {
  bearsPrivateData,
  findPrivateData,
  maskPrivateData,
} from '../../../../../shared/domain/basics/private-data.ts';
import { decodeShown, redactDocument } from '../../../../../shared/domain/document/redact-document.ts';
import { locateValues } from '../../../../../shared/domain/document/replace-values.ts';
import { decodeReport } from '../../../../../shared/domain/document/decode-report.ts';
import { checkFiling } from '../../../../../shared/domain/verdict/check-report.ts';
import { aFiling, aReport, at, bytesOf } from '../../../../support/a-report.ts';

/** Region, birth date and check character are right. */
const ID = '450205199003071232';
const ID_OF_BAD_CHECK = '450205199003071230';
const CARD = '4111111111111111';
const FULL = '\uFF11\uFF13\uFF19\uFF10\uFF10\uFF10\uFF10\uFF11\uFF12\uFF13\uFF14';

describe('a person’s number', () => {
  it.each<[string, string, string]>([
    ['an ID number', `张某(${ID})申请公开。`, 'id-number'],
    ['one whose check character is wrong, called so', `身份证号码:${ID_OF_BAD_CHECK}`, 'id-number'],
    ['one in groups', `证件 450205 19900307 1232。`, 'id-number'],
    ['one that ends in x', `号码11010519491231002x`, 'id-number'],
    ['a mobile number', '来电13900001234咨询。', 'mobile'],
    ['one in groups', '来电 139 0000 1234 咨询', 'mobile'],
    ['one with hyphens', '139-0000-1234', 'mobile'],
    ['one with the country’s code', '+86 13900001234', 'mobile'],
    ['one in full-width digits', `手机${FULL}`, 'mobile'],
    ['one across a line break', '139\n00001234', 'mobile'],
    ['a bank card', `退费卡号${CARD}`, 'bank-card'],
    ['an account in groups', `账号 4111 1111 1111 1111`, 'bank-card'],
    ['a mobile number with its prefix in brackets', '(139)00001234', 'mobile'],
    ['one with spaces around hyphens', '139 - 0000 - 1234', 'mobile'],
    ['one on two indented lines', '139\n　　00001234', 'mobile'],
    ['one dialled with 0', '来电013900001234', 'mobile'],
    ['one in five and six', '13900 001234', 'mobile'],
    ['one behind letters', '微信号wx13900001234', 'mobile'],
    ['one beside a slash', '张三/13900001234', 'mobile'],
    ['one behind a landline', '联系电话:0772-2810012/13900001234', 'mobile'],
    ['one between other signs', '来电*13900001234_', 'mobile'],
    ['one behind an address', '见https://a.gov.cn/x,来电13900001234', 'mobile'],
    ['one that does what is counted', '来电13900001234次日再来', 'mobile'],
    ['a card with slashes', `卡号4111/1111/1111/1111`, 'bank-card'],
    ['an ID number with its region in brackets', '身份证(450205)199003071232', 'id-number'],
    ['one with slashes', '证件450205/19900307/1232', 'id-number'],
    ['one within more digits', `编号2024${ID}`, 'id-number'],
    ['one in an address', `https://a.gov.cn/x?id=${ID}`, 'id-number'],
  ])('is %s', (_, text, kind) => {
    expect(findPrivateData(text).map((found) => found.kind)).toEqual([kind]);
    const digits = text.normalize('NFKC').replace(/\D/g, '').slice(-6);
    expect(
      maskPrivateData(text)
        .normalize('NFKC')
        .replace(/[^\d*]/g, ''),
    ).not.toContain(digits);
  });

  it.each<[string, string]>([
    ['a masked mobile number', '139****1234'],
    ['a masked ID number', '450205********1232'],
    ['eighteen digits of no person', '合同号450205199003071230。'],
    ['a birth date that is none', '身份证号450205199013071230'],
    ['a region that is none', '身份证号990205199003071230'],
    ['a credit code', '统一社会信用代码:114502050079512345'],
    ['a credit code with a letter', '统一社会信用代码:91350100M000100Y43'],
    ['a landline', '联系电话:0772-2810012'],
    ['a hotline', '拨打12345或400-810-0012'],
    ['a count', '主动公开信息13900001条'],
    ['a row of counts', '15 2023 2024 3'],
    ['years and figures', '2024 年 12 月 31 日,13 900 件'],
    ['a part of an address', 'https://a.gov.cn/t20240115_13900001234.html'],
    ['sixteen digits that no word calls a card', `流水${CARD}`],
    ['a card that Luhn refuses', '卡号4111111111111112'],
    ['twelve digits', '139000012345'],
    ['an amount', '政府集中采购总金额15823456789元'],
    ['an amount with decimals', '采购总金额 15823456789.12'],
    ['an amount in groups', '收费 158 2345 6789 元'],
    ['an amount that four decimals make as long', '收费金额1590000.1234'],
    ['an amount and a year', '收费 1350000 2024年'],
    ['a number of visits', '浏览量13900001234次'],
    ['a number of contracts', '合同编号13912345678'],
    ['an index number', '索引号:15020240001'],
    ['one behind letters', '索引号:K00014-0202-15020240001'],
    ['an ordinal number', '柳政信公开〔2024〕第15012345678号'],
    ['a file', '附件post-13900001234.html'],
    ['an address with a host only', 'www.a.gov.cn/13900001234'],
    ['two landlines', '0772-2810012/0772-2810013'],
    ['a date, a time and an order', '2024/01/15 13:00 0001234'],
  ])('is not %s', (_, text) => {
    expect(findPrivateData(text)).toEqual([]);
  });

  it('is found as often as it stands there', () => {
    const kinds = (text: string): string[] => findPrivateData(text).map(({ kind }) => kind);
    expect(kinds('13800001111/13900001234')).toEqual(['mobile', 'mobile']);
    expect(kinds(`${ID}/450205199003071240`)).toEqual(['id-number', 'id-number']);
    expect(kinds(ID + ID)).toEqual(['id-number', 'id-number']);
  });

  it('is masked where what it is called was cut off', () => {
    expect(maskPrivateData(`${ID_OF_BAD_CHECK} 12`)).toBe('******30 12');
    expect(maskPrivateData(`是${CARD}。`)).toBe('是******11。');
  });

  it('is placed by its sentence, and told by its last two digits', () => {
    const [found] = findPrivateData('第一句。\n第二句;第三句有13900001234这个号码。');
    expect(found).toMatchObject({ sentence: 3, lastTwo: '34', isContact: false });
  });

  it('is a contact in a line that tells how to reach the agency, and not where a person is named', () => {
    const isContact = (text: string): boolean | undefined => findPrivateData(text)[0]?.isContact;
    expect(isContact('咨询请联系办公室。联系电话:13900001234,邮编:545000。')).toBe(true);
    expect(isContact('申请人李某,联系电话:13900001234。')).toBe(false);
    expect(isContact('联系电话:0772-2810012。另有13900001234来电。')).toBe(false);
  });

  it.each<string>([
    '群众张某(联系电话:13900001234)反映征地问题。',
    '李某某(联系方式13900001234)向我局申请公开征地批文。',
    '李四(联系方式13900001234)提交了政府信息公开申请。',
    '申请人李某。联系电话:13900001234。',
    '申请人:李某\n联系电话:13900001234',
    '申请人李某。住在本市。联系电话:13900001234。',
    '村民王五要求公开其房屋地址的拆迁信息,手机13900001234。',
    '本局地址:柳北区,张三13900001234。',
    '联系电话:0772-2810012,张三13900001234。',
    '张三,电话:13900001234。',
    '李四向本机关提出政府信息公开申请,联系电话:13900001234。',
    '申请人可以向本机关提出异议,联系电话:13900001234。',
  ])('is no contact in %s', (text) => {
    expect(findPrivateData(text).map(({ isContact }) => isContact)).toEqual([false]);
  });

  it.each<string>([
    '本报告由总体情况、收到和处理政府信息公开申请情况等六部分组成。如有疑问,请联系办公室(联系电话:13900001234)。',
    '办公地址:柳北区跃进路1号;邮编:545000;联系电话:0772-2810012、13900001234。',
    '监督投诉电话:13900001234。',
    '如对报告有疑问,请与本局联系(邮编:545000,电话:13900001234)。',
    '公民可以向本机关提出政府信息公开申请,联系电话:13900001234。',
    '政府信息公开申请受理机构:柳北区政务公开办,联系电话:13900001234。',
    '依申请公开受理电话(手机):13900001234。',
  ])('is one in %s', (text) => {
    expect(findPrivateData(text).map(({ isContact }) => isContact)).toEqual([true]);
  });

  it('is found behind however many contacts', () => {
    const contacts = '联系电话:13900009999。'.repeat(60);
    const text = `${contacts}${'本局另行公布如下。'.repeat(3)}身份证${ID}。`;
    const found = findPrivateData(text);
    expect(found).toHaveLength(21);
    expect(found.at(-1)).toMatchObject({ kind: 'id-number', isContact: false, sentence: 64 });
    expect(bearsPrivateData(text)).toBe(true);
    expect(bearsPrivateData(contacts)).toBe(false);
  });
});

describe('a report with one', () => {
  const NOW = at('2026-11-28T00:00:00+08:00');
  const judge = (set: Record<string, unknown>) => {
    const document = aReport({ year: 2025, set });
    return checkFiling(bytesOf(document), aFiling({ year: 2025, receivedAt: NOW }));
  };
  const told = (set: Record<string, unknown>): string[] =>
    judge(set)
      .findings.filter(({ rule }) => rule === 'T4')
      .map(({ path, severity, found }) => `${path} ${severity} ${String(found)}`);

  it.each<[string, Record<string, unknown>]>([
    ['/preamble', { '/preamble': '来电13900001234。' }],
    ['/narrative/overview', { '/narrative/overview': '全年公开信息300条。来电13900001234。' }],
    ['/narrative/problems', { '/narrative/problems': '来电13900001234。' }],
    ['/narrative/other', { '/narrative/other': '来电13900001234。' }],
    ['/signature/name', { '/signature': { name: '局13900001234', date: '2026-01-15' } }],
    ['/notes/0/text', { '/notes': [{ path: '/proactive', text: '来电13900001234。' }] }],
    ['/agency/name', { '/agency/name': '柳北区教育局13900001234' }],
    ['/notes/0/path', { '/notes': [{ path: '来电13900001234', text: '备注' }] }],
    ['/explanations/0/path', { '/explanations': [{ rule: 'Y1', path: '来电13900001234', text: '合并。' }] }],
    [
      '/explanations/0/text',
      { '/explanations': [{ rule: 'Y1', path: '/applications/carriedIn/total', text: '来电13900001234。' }] },
    ],
  ])('in %s is returned, and no finding repeats the number', (path, set) => {
    const { outcome, findings } = judge(set);
    expect(outcome).toBe('returned');
    expect(told(set)).toEqual([`${path} error …34`]);
    expect(JSON.stringify(findings)).not.toContain('139000012');
  });

  it('in its own contact line is accepted with a warning', () => {
    const set = { '/preamble': '联系电话:13900001234。' };
    expect(judge(set).outcome).toBe('accepted');
    expect(told(set)).toEqual(['/preamble warning …34']);
  });

  it('is not judged by the rule where it came before', () => {
    const bytes = bytesOf(aReport({ set: { '/narrative/other': '来电13900001234。' } }));
    const { findings } = checkFiling(bytes, aFiling());
    expect(findings.filter(({ rule }) => rule === 'T4')).toEqual([]);
  });

  it('is quoted by no other finding either', () => {
    const { findings } = judge({ '/publishedOn': '13900001234', '/district': ID });
    expect(findings.map(({ found }) => found)).toEqual(expect.arrayContaining(['******34', '******32']));
    expect(JSON.stringify(findings)).not.toMatch(/139000012|19900307/);
  });

  it.each([
    ['/sourceUrl', `https://a.gov.cn/x?id=${ID}`],
    ['/agency/creditCode', ID],
  ])('in %s is returned, and neither it nor what is nearly it is repeated', (path, value) => {
    const { outcome, findings } = judge({ [path]: value });
    expect(outcome).toBe('returned');
    expect(told({ [path]: value })).toEqual([`${path} error …32`]);
    expect(JSON.stringify(findings)).not.toContain(ID.slice(0, 17));
  });

  it('is taken for none where the credit code is one', () => {
    const creditCode = '114502199001151178';
    expect(findPrivateData(creditCode)).toHaveLength(1);
    expect(told({ '/agency/creditCode': creditCode })).toEqual([]);
  });

  it('makes no finding quote its texts', () => {
    const text = '全年公开信息300条。王小明(身份证450205199003071232)收到政府信息公开申请9件,XX年,资金资金。';
    const { findings } = judge({ '/narrative/overview': text });
    const rules = findings.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['T4', 'Q1', 'T10', 'T22']));
    expect(JSON.stringify(findings)).not.toMatch(/王小明|XX年|资金资金/);
    expect(findings.every(({ passage }) => passage === undefined)).toBe(true);
    expect(findings.find(({ rule }) => rule === 'T4')?.message.zh).toContain('第 2 句有居民身份证号码');
  });

  it('is not repeated in part where it would be cut', () => {
    const key = `${'长'.repeat(155)}${ID}`;
    expect(JSON.stringify(judge({ [`/narrative/${key}`]: '无' }).findings)).not.toContain(ID.slice(0, 4));
    const day = '450205199003071232,'.repeat(9);
    expect(JSON.stringify(judge({ '/publishedOn': day }).findings)).not.toContain(ID.slice(0, 4));
  });

  it('is not repeated where a key bears it', () => {
    const { findings } = judge({ '/narrative/来电13900001234': '无' });
    expect(findings.map(({ path }) => path)).toContain('/narrative/来电******34');
    expect(JSON.stringify(findings)).not.toContain('139000012');
  });
});

describe('a redacted document', () => {
  const document = aReport({
    set: {
      '/preamble': '引言',
      '/signature': { name: '局', date: '2025-01-15' },
      '/notes': [{ path: '/proactive', text: '备注' }],
      '/explanations': [{ rule: 'Y1', path: '/applications/carriedIn/total', text: '说明' }],
      '/narrative/other': '来电13900001234。',
    },
  });
  const read = (bytes: Uint8Array) => {
    const decoded = decodeReport(bytes);
    return decoded.kind === 'read' ? decoded.report : undefined;
  };

  it('has the same figures and facts, and no text', () => {
    const before = read(bytesOf(document));
    const after = read(redactDocument(bytesOf(document)));
    expect(after?.figures).toEqual(before?.figures);
    expect(after).toEqual({
      ...before,
      preamble: '',
      signature: { name: '已遮蔽', date: '2025-01-15' },
      narrative: { overview: '', problems: '', other: '' },
      notes: [{ path: '/proactive', text: '' }],
      explanations: [{ rule: 'Y1', path: '/applications/carriedIn/total', text: '已遮蔽' }],
    });
    const once = redactDocument(bytesOf(document));
    expect(redactDocument(once)).toEqual(once);
  });

  it('loses texts under keys that nobody knows, and everything where it can’t be read', () => {
    const text = JSON.stringify({ ...document, remark: ['张某', { of: '李某' }] });
    const left = new TextDecoder().decode(redactDocument(bytesOf(text)));
    expect(left).not.toMatch(/张某|李某/);
    expect(redactDocument(bytesOf('{"narrative": "张某'))).toHaveLength(0);
  });

  it('is what others see of one with private data, and of no other', () => {
    const shown = decodeShown(bytesOf(document));
    expect(shown).toMatchObject({ isWithheld: true, report: { preamble: '', narrative: { other: '' } } });
    for (const set of [
      { '/agency/name': '柳北区教育局13900001234' },
      { '/agency/creditCode': ID },
      { '/sourceUrl': `https://a.gov.cn/x?id=${ID}` },
      { '/notes': [{ path: '来电13900001234', text: '备注' }] },
      { '/narrative/来电13900001234': '无' },
      { '/narrative/overview': 13_900_001_234 },
    ])
      expect(decodeShown(bytesOf(aReport({ set }))).isWithheld, JSON.stringify(set)).toBe(true);
    const amount = decodeShown(
      bytesOf(aReport({ set: { '/processingFee': { collectedCny: 13_900_001_234 } } })),
    );
    expect(amount.isWithheld).toBe(false);
    const clean = decodeShown(bytesOf(aReport({ set: { '/narrative/other': '联系电话:13900001234。' } })));
    expect(clean).toMatchObject({
      isWithheld: false,
      report: { narrative: { other: '联系电话:13900001234。' } },
    });
  });
});

it('hostile texts are read in bounded time', () => {
  // A count, not a time: what is told is bounded, so the work behind it is.
  expect(findPrivateData('13900001234 '.repeat(29_000))).toHaveLength(20);
  expect(findPrivateData('1 '.repeat(20_000))).toEqual([]);
  expect(findPrivateData('联系电话:13900001234,'.repeat(20_000))).toHaveLength(20);
  expect(findPrivateData('1'.repeat(350_000))).toEqual([]);
  expect(findPrivateData('https://13900001234 '.repeat(17_000))).toEqual([]);
});

it('a long key above many values takes no memory', () => {
  const values = Array.from({ length: 20_000 }, () => '""').join();
  const bytes = bytesOf(`{"${'k'.repeat(100_000)}":[${values}]}`);
  const paths = locateValues(bytes, { inArrays: true })?.map(({ path }) => path.length) ?? [];
  expect(paths).toHaveLength(20_000);
  expect(Math.max(...paths)).toBeLessThan(200);
  expect(decodeShown(bytes).isWithheld).toBe(false);
});
