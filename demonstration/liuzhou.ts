/** The synthetic half of the demonstration (演示数据): 柳州市 with its ten county-level divisions, 2019–2025. */
import type { RegionEntry } from '../shared/domain/roster/loaded-region.ts';
import type { PlannedFlaw, PlannedMerger } from '../generator/flaws.ts';
import { makeOfficeMail } from '../generator/nation.ts';
import type { UniverseSpec } from '../generator/universe.ts';

const AGENCIES_EACH = 31;

const DIVISIONS: readonly RegionEntry[] = [
  { code: '450202', name: '城中区' },
  { code: '450203', name: '鱼峰区' },
  { code: '450204', name: '柳南区' },
  { code: '450205', name: '柳北区' },
  { code: '450206', name: '柳江区' },
  { code: '450222', name: '柳城县' },
  { code: '450223', name: '鹿寨县' },
  { code: '450224', name: '融安县' },
  { code: '450225', name: '融水苗族自治县' },
  { code: '450226', name: '三江侗族自治县' },
];
const CITY: RegionEntry = { code: '450200', name: '柳州市' };

const FLAWS: readonly PlannedFlaw[] = [
  { kind: 'missing', agencyId: '450222-jgsw', year: 2020 },
  { kind: 'missing', agencyId: '450225-xz03', year: 2021 },
  { kind: 'missing', agencyId: '450206-tdcb', year: 2023 },
  { kind: 'missing', agencyId: '450200-sjj', year: 2024 },
  { kind: 'missing', agencyId: '450203-swj', year: 2025 },
  { kind: 'missing', agencyId: '450205-yjj', year: 2025 },
  { kind: 'missing', agencyId: '450224-xz02', year: 2025 },
  { kind: 'missing', agencyId: '450226-tjj', year: 2025 },
  { kind: 'late', agencyId: '450223-nyj', year: 2021, days: 40 },
  { kind: 'late', agencyId: '450225-gov', year: 2022, days: 5 },
  { kind: 'late', agencyId: '450204-scjg', year: 2023, days: 3 },
  { kind: 'late', agencyId: '450202-jyj', year: 2024, days: 12 },
  { kind: 'late', agencyId: '450200-hbj', year: 2025, days: 1 },
  { kind: 'late', agencyId: '450205-zjj', year: 2025, days: 21 },
  { kind: 'returned', agencyId: '450222-zfj', year: 2022, damage: 'dispute' },
  { kind: 'returned', agencyId: '450203-gaj', year: 2023, damage: 'column' },
  { kind: 'returned', agencyId: '450226-wjj', year: 2024, damage: 'text-for-number' },
  { kind: 'returned', agencyId: '450202-rsj', year: 2025, damage: 'truncated' },
  { kind: 'returned', agencyId: '450205-zrzy', year: 2025, damage: 'row' },
  { kind: 'returned', agencyId: '450206-mzj', year: 2025, damage: 'results' },
  { kind: 'returned', agencyId: '450224-xz01', year: 2025, damage: 'misspelt-key' },
  { kind: 'returned-correction', agencyId: '450204-czj', year: 2024, damage: 'column' },
  { kind: 'unbalanced-then-corrected', agencyId: '450225-slj', year: 2023, damage: 'results' },
  { kind: 'unbalanced-then-corrected', agencyId: '450205-jtj', year: 2024, damage: 'row' },
  { kind: 'unbalanced-then-corrected', agencyId: '450200-fgj', year: 2025, damage: 'column' },
  { kind: 'corrected-after-acceptance', agencyId: '450203-rsj', year: 2023 },
  { kind: 'corrected-after-acceptance', agencyId: '450205-jyj', year: 2024 },
  { kind: 'corrected-after-acceptance', agencyId: '450200-zrzy', year: 2025 },
  { kind: 'carried-over-wrong', agencyId: '450222-zrzy', year: 2021 },
  { kind: 'carried-over-wrong', agencyId: '450205-zfj', year: 2024 },
  { kind: 'carried-over-wrong', agencyId: '450203-zjj', year: 2025 },
  { kind: 'explained-warning', agencyId: '450204-zrzy', year: 2024 },
  { kind: 'explained-warning', agencyId: '450223-gaj', year: 2025 },
  { kind: 'zero-unconfirmed', agencyId: '450224-sjj', year: 2022 },
  { kind: 'zero-unconfirmed', agencyId: '450226-tyj', year: 2025 },
  { kind: 'zero-confirmed', agencyId: '450225-tjj', year: 2023 },
  { kind: 'zero-confirmed', agencyId: '450206-jgsw', year: 2024 },
  { kind: 'zero-confirmed', agencyId: '450202-tyj', year: 2025 },
  { kind: 'yuan-for-wan', agencyId: '450224-slj', year: 2023 },
  { kind: 'yuan-for-wan', agencyId: '450206-zjj', year: 2025 },
  { kind: 'empty-narrative', agencyId: '450223-sjj', year: 2024 },
  { kind: 'empty-narrative', agencyId: '450225-xz04', year: 2025 },
  { kind: 'unknown-name', agencyId: '450222-swj', year: 2023 },
  { kind: 'unknown-name', agencyId: '450205-slj', year: 2025 },
  { kind: 'copied-narrative', agencyId: '450223-jyj', year: 2024 },
  { kind: 'copied-narrative', agencyId: '450202-zjj', year: 2025 },
  { kind: 'copied-from-another', agencyId: '450225-zjj', year: 2024, source: '450223-zjj' },
  { kind: 'copied-from-another', agencyId: '450225-gaj', year: 2025, source: '450222-gaj' },
  { kind: 'wrong-text', agencyId: '450202-czj', year: 2024, slip: 'year-before' },
  { kind: 'wrong-text', agencyId: '450206-gaj', year: 2025, slip: 'period-before' },
  { kind: 'wrong-text', agencyId: '450222-jyj', year: 2025, slip: 'signed-early' },
  { kind: 'wrong-text', agencyId: '450226-zrzy', year: 2025, slip: 'outcome-miscounted' },
  { kind: 'wrong-text', agencyId: '450205-zjj', year: 2024, slip: 'template-left' },
];

const MERGERS: readonly PlannedMerger[] = ['450204', '450225'].map((district) => ({
  district,
  predecessors: ['wlj', 'tyj'],
  successor: { slug: 'wtlj', name: '文化体育广电和旅游局' },
  year: 2022,
}));

export const LIUZHOU: UniverseSpec = {
  seed: 450200,
  regions: [
    { code: '000000', name: '全国' },
    { code: '450000', name: '广西壮族自治区' },
    ...[CITY, ...DIVISIONS].map((region) => ({ ...region, mail: makeOfficeMail(region.code) })),
  ],
  districts: [...DIVISIONS, CITY].map((region) => ({ ...region, agencies: AGENCIES_EACH })),
  years: { from: 2019, to: 2025 },
  flaws: FLAWS,
  mergers: MERGERS,
  vertical: [
    { district: '450205', slug: 'sw', files: true },
    { district: '450222', slug: 'dcd', files: false },
  ],
  dataset: 'synthetic',
};
