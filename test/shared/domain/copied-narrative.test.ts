import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../../shared/domain/calendar.ts';
import { originalsOf, type NarrativeHolder } from '../../../shared/domain/copied-narrative.ts';
import {
  COPIED_AT,
  bandsOf,
  fingerprintOf,
  similarityOf,
} from '../../../shared/domain/narrative-fingerprint.ts';
import { sharedPassage } from '../../../shared/domain/shared-passage.ts';

const TELLS = [
  '把重大项目和民生工程的信息作为公开重点,每周由专人核对栏目的更新情况并留下记录',
  '在办事大厅设立查询点,配备工作人员帮助老年人查找所需的文件',
  '对申请较多的征收补偿事项主动公布流程、标准和结果,减少了同类申请',
  '组织各股室学习条例,请法制机构讲解答复文书的写法和常见差错',
];
const narrative = (name: string, year: number, count: number, tells = TELLS) => ({
  overview: `${year}年,${name}${tells.join('。')}。全年收到政府信息公开申请${count}件,办结${count}件。`,
  problems: '有的栏目更新偏慢,解读材料形式单一;下一步将逐项明确责任人,并按季度检查。',
  other: '',
});
const of = (name: string, year: number, count: number, tells?: string[]): string => {
  const fingerprint = fingerprintOf(narrative(name, year, count, tells), [name]);
  if (fingerprint === undefined) throw new Error('too short');
  return fingerprint;
};

describe('a fingerprint', () => {
  it('is the same for the same text with other years, counts and names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2019, max: 2030 }),
        fc.nat({ max: 99_999 }),
        fc.constantFrom('柳北区教育局', '某街道办事处'),
        (year, count, name) => {
          expect(of(name, year, count)).toBe(of('柳城县审计局', 2024, 7));
        },
      ),
    );
    const spelt = {
      ...narrative('甲局', 2024, 7),
      overview: narrative('甲局', 2024, 7).overview.replace('7', '七'),
    };
    expect(fingerprintOf(spelt, ['甲局'])).toBe(of('甲局', 2024, 7));
  });

  it('meets a near copy in a band, and is far from another text', () => {
    const changed = of('甲局', 2024, 7, [...TELLS.slice(0, 3), `${TELLS[3]!}和补正`]);
    expect(similarityOf(of('甲局', 2024, 7), changed)).toBeGreaterThanOrEqual(COPIED_AT);
    expect(bandsOf(changed).filter((band) => bandsOf(of('甲局', 2024, 7)).includes(band))).not.toEqual([]);
    const other = of('甲局', 2024, 7, [
      '围绕营商环境发布惠企政策,并在企业聚集的园区开设讲解',
      '对历史文件逐份扫描编目,补齐了早年缺少的目录',
      '与档案馆互通查询窗口,群众一次申请即可得到两处答复',
      '建立保密审查台账,由两名工作人员交叉复核后发布',
    ]);
    expect(similarityOf(of('甲局', 2024, 7), other)).toBeLessThan(0.6);
  });

  it('is not taken of a text too short to be anyone’s own', () => {
    const short = { overview: '2024年收到申请3件,办结3件。', problems: '更新不够及时。', other: '' };
    expect(fingerprintOf(short, [])).toBeUndefined();
    expect(fingerprintOf({ overview: '', problems: '', other: 'x'.repeat(1000) }, [])).toBeUndefined();
  });

  it('of any text is 96 printable characters, which agree with themselves', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 200, unit: 'binary' }), (overview) => {
        const fingerprint = fingerprintOf({ overview, problems: '', other: '' }, []);
        if (fingerprint === undefined) return;
        expect(fingerprint).toMatch(/^[\w-]{96}$/);
        expect(similarityOf(fingerprint, fingerprint)).toBe(1);
      }),
    );
  });
});

describe('the original', () => {
  const fingerprint = of('甲局', 2024, 7);
  const holder = (agencyId: string, at: number, print = fingerprint): NarrativeHolder => ({
    agencyId,
    name: agencyId,
    district: '450205',
    year: 2024,
    receivedAt: instantOf(at),
    submissionId: `v-${agencyId}`,
    sha256: agencyId,
    fingerprint: print,
  });

  it('is the report that was received first; of one instant, that of the first id', () => {
    const all = [holder('bb', 5), holder('aa', 5), holder('cc', 3)];
    expect(originalsOf(holder('dd', 9), all).map(({ agencyId }) => agencyId)).toEqual(['cc', 'aa', 'bb']);
    expect(originalsOf(holder('cc', 3), all)).toEqual([]);
    expect(originalsOf(holder('aa', 5), all).map(({ agencyId }) => agencyId)).toEqual(['cc']);
  });

  it('says the same but for years and counts; another text of the band is none', () => {
    const other = of('甲局', 2024, 7, ['全新的说法'.repeat(24), '没有一句相同', '另一件事', '再一件事']);
    expect(originalsOf(holder('dd', 9), [holder('cc', 3, other)])).toEqual([]);
  });
});

describe('the passage', () => {
  it('is the longest that both texts say, counts apart', () => {
    const own = narrative('甲局', 2024, 12, ['今年另有安排', ...TELLS]);
    const passage = sharedPassage(own, narrative('甲局', 2023, 7));
    expect(passage?.path).toBe('/narrative/overview');
    const said = own.overview.slice(passage?.start, passage?.end);
    expect(said).toContain(TELLS[0]);
    expect(said).toMatch(/申请12件,办结12件。$/);
  });

  it('is none where nothing of length is shared', () => {
    expect(
      sharedPassage(narrative('甲局', 2024, 1, ['甲乙丙丁']), {
        overview: '完全不同的内容',
        problems: '也不相同',
        other: '',
      }),
    ).toBeUndefined();
  });

  it('lies within the text, and says what it marks, for any two texts', () => {
    const text = fc
      .array(fc.constantFrom(...TELLS, '12件', '三件', ' ', '𠮷'), { maxLength: 12 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const own = { overview: a, problems: '', other: '' };
        const passage = sharedPassage(own, { overview: b, problems: '', other: '' });
        if (!passage) return;
        expect(passage.start).toBeLessThan(passage.end);
        expect(passage.end).toBeLessThanOrEqual(a.length);
      }),
    );
  });
});
