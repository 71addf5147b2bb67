import { describe, expect, it } from 'vitest';
import { agenciesOfOfficers, parseOfficers } from '../../../shared/contracts/files/officers-file.ts';

const LOADED = {
  regions: new Set(['000000', '450200', '450205']),
  agencies: new Set(['450205-jyj', '450205-sjj']),
};
const HEAD = 'mail,name,role,region,agency,from,to';
const parse = (...lines: string[]) => parseOfficers([HEAD, ...lines].join('\n'), 'csv', LOADED);
const complaints = (...lines: string[]): string[] => {
  const parsed = parse(...lines);
  return parsed.kind === 'bad'
    ? parsed.complaints.map(({ line, column, problem }) => `${line} ${column}: ${problem.en}`)
    : [];
};

describe('a file of officers', () => {
  it('grants roles to addresses, whose case does not matter', () => {
    expect(
      parse(
        'Zhang@Example.gov.cn,张敏,agency,,450205-jyj,2026-1-5,2026/12/31',
        'li@example.gov.cn,李 雷,主管部门,450200,,,',
        'ops@example.gov.cn,运维,operator,,,,',
      ),
    ).toMatchObject({
      kind: 'ok',
      lines: [
        {
          mail: 'zhang@example.gov.cn',
          name: '张敏',
          role: 'agency',
          agency: '450205-jyj',
          from: '2026-01-05',
          to: '2026-12-31',
        },
        { mail: 'li@example.gov.cn', name: '李雷', role: 'oversight', region: '450200' },
        { mail: 'ops@example.gov.cn', name: '运维', role: 'operator' },
      ],
    });
  });

  it('may be JSON, or have Chinese heads', () => {
    const line = { mail: 'a@b.cn', name: '甲', role: 'oversight', region: '450200' };
    expect(parseOfficers(JSON.stringify([line]), 'json', LOADED)).toMatchObject({ lines: [line] });
    expect(
      parseOfficers('邮箱,姓名,角色,主管区划,机构标识\na@b.cn,甲,机关,,450205-jyj\n', 'csv', LOADED),
    ).toMatchObject({ lines: [{ mail: 'a@b.cn', name: '甲', role: 'agency', agency: '450205-jyj' }] });
  });

  it('says of each fault where it is, what it is and what cures it', () => {
    expect(
      complaints(
        'zhang,张,agency,,450205-jyj,,',
        'a@b.cn,,operator,,,,',
        'a@b.cn,甲,boss,,,,',
        'a@b.cn,甲,agency,,450205-xyz,,',
        'a@b.cn,甲,agency,450205,450205-jyj,,',
        'a@b.cn,甲,oversight,4502,,,',
        'a@b.cn,甲,oversight,450206,,,',
        'a@b.cn,甲,operator,,,2026-02-30,',
        'a@b.cn,甲,operator,,,2026-05-01,2026-04-01',
      ),
    ).toEqual([
      '2 mail: "zhang" is not a mail address: state the address alone, such as zwgk@example.gov.cn.',
      "3 name: State the person's name in up to 50 characters: every act keeps it.",
      '4 role: Unknown role "boss": the roles are agency, oversight, operator.',
      '5 agency: The roster has no agency "450205-xyz": state its id, or load the roster first.',
      '6 region: This role has no use for "450205": empty the cell, or check the role.',
      '7 region: No region "4502" is loaded: state its code of six digits, which stands for it and all below it; or load the regions first.',
      '8 region: No region "450206" is loaded: state its code of six digits, which stands for it and all below it; or load the regions first.',
      '9 from: "2026-02-30" is no day: write it as 2026-03-31, or leave it empty.',
      '10 to: The last day 2026-04-01 is before the first 2026-05-01: check them; to withdraw a grant at once, leave "from" empty.',
    ]);
  });

  it('says each grant once', () => {
    expect(complaints('a@b.cn,甲,operator,,,,', 'A@B.cn,甲,operator,,,,')).toEqual([
      '3 mail: The same grant to the same address is already in line 2: remove one of them.',
    ]);
  });

  it('tells which agencies it speaks of before it is known whether they are there', () => {
    expect(agenciesOfOfficers(`${HEAD}\na,b,c,,450205-jyj,,\n`, 'csv')).toEqual(['450205-jyj']);
  });
});
