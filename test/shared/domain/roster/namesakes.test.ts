import { describe, expect, it } from 'vitest';
import { findNamesakes, type Enrolled } from '../../../../shared/domain/roster/namesakes.ts';

const agency = (id: string, name: string, more: Partial<Enrolled> = {}): Enrolled => ({
  id,
  name,
  district: '450205',
  kind: 'department',
  aliases: [],
  from: 2019,
  ...more,
});
const pairs = (agencies: Enrolled[], beside: Enrolled[] = []) =>
  findNamesakes(agencies, beside).map(({ name, one, other }) => [name, one.id, other.id]);

describe('agencies of one district that bear one name', () => {
  it('are found however the name is spelled, in the file and on the roster, each once', () => {
    const first = agency('aa', '数据局(大数据局)');
    const second = agency('bb', '数据局（ 大数据局）');
    expect(pairs([first, second])).toEqual([['数据局（ 大数据局）', 'bb', 'aa']]);
    expect(pairs([second], [first])).toEqual([['数据局（ 大数据局）', 'bb', 'aa']]);
    expect(pairs([first, agency('cc', '大数据中心', { aliases: ['数据局〔大数据局〕'] })])).toEqual([
      ['数据局〔大数据局〕', 'cc', 'aa'],
    ]);
    expect(pairs([first, second, agency('cc', '数据局[大数据局]')])).toHaveLength(2);
  });

  it('are none in other districts, in other years, or where one is the report about the region', () => {
    const first = agency('aa', '数据局', { from: 2019, to: 2022 });
    expect(pairs([first, agency('bb', '数据局', { district: '450202' })])).toEqual([]);
    expect(pairs([first, agency('bb', '数据局', { from: 2023 })])).toEqual([]);
    expect(pairs([first, agency('bb', '数据局', { from: 2022 })])).toHaveLength(1);
    expect(pairs([first, agency('bb', '数据局', { kind: 'consolidated' })])).toEqual([]);
    expect(pairs([agency('aa', '数据局', { aliases: ['数据局'] }), agency('bb', '统计局')])).toEqual([]);
  });
});
