/** A balanced document of edition 2021, as plain JSON that a test may spoil. */
import { CATALOGUES, chooseEdition } from '../../shared/domain/form/catalogue.ts';
import { noFigures, nestFigures } from '../../shared/domain/form/figures.ts';

type Row = Record<string, number>;
interface BalancedReport {
  agency: { id: string; name: string };
  applications: { received: Row & { total: number } };
  [key: string]: unknown;
}

export function aBalancedReport({
  agencyId,
  district,
  year,
  received,
  carriedIn = 0,
  carriedOut = 0,
}: {
  agencyId: string;
  district: string;
  year: number;
  received: number;
  carriedIn?: number;
  carriedOut?: number;
}): BalancedReport {
  const edition = chooseEdition(year);
  const figures = noFigures(edition);
  const set = (row: string, value: number): void => {
    for (const column of ['naturalPerson', 'total']) {
      const cell = CATALOGUES[edition].cellByPath.get(`/applications/${row}/${column}`);
      if (!cell) throw new Error(`no row ${row}`);
      figures.cells[cell.index] = value;
    }
  };
  const handled = received + carriedIn - carriedOut;
  set('received', received);
  set('carriedIn', carriedIn);
  set('results/granted', handled);
  set('results/total', handled);
  set('carriedOut', carriedOut);
  return {
    edition,
    year,
    agency: { id: agencyId, name: `机关${agencyId}` },
    district,
    narrative: {
      overview: `${year}年主动公开、依申请公开和信息管理平稳有序,平台和监督保障到位,未收取信息处理费。`,
      problems: '个别栏目信息更新不够及时。',
      other: '',
    },
    ...nestFigures(figures),
    ...(received + carriedIn === 0 ? { nil: true } : {}),
  } as unknown as BalancedReport;
}
