/** Complaints about the lines of a load that would write more than the table takes. */
import { complaint, type Complaint, type ReadTable } from '../shared/contracts/files/table-file.ts';
import type { TooLarge } from '../shared/pipeline/measure-load.ts';

/** `column`: the one that names agencies, regions or scopes. */
export const complainOfSizes = (
  tooLarge: readonly TooLarge[],
  { rows }: ReadTable,
  column: string,
): { readonly complaints: readonly Complaint[] } => ({
  complaints: tooLarge.map(({ what, id, bytes, max }) => {
    const of = what === 'names' ? 'district' : column;
    const line = rows.find((row) => row.text(of) === id)?.line ?? 1;
    const { zh, en } = CURES[what];
    const [size, limit] = [bytes, max].map((one) => Math.ceil(one / 1024));
    return complaint(
      line,
      of,
      `${id} 的数据共 ${size} KB,最多 ${limit} KB:${zh}`,
      `What is to be stored of ${id} has ${size} KB, and at most ${limit} KB fit: ${en}`,
    );
  }),
});

const CURES: Readonly<Record<TooLarge['what'], { readonly zh: string; readonly en: string }>> = {
  agency: {
    zh: '请减少别名或前身。反复修改累积的历史也计算在内。',
    en: 'give fewer aliases or predecessors. What earlier loads said counts, too.',
  },
  region: { zh: '请缩短区划名称。', en: 'shorten the names of regions.' },
  calendar: {
    zh: '这一期限修改次数过多:请改用更小的范围(区划或机关)。',
    en: 'this day was changed too often: state it for a smaller scope (a region or an agency).',
  },
  names: {
    zh: '这一区划的机关名称过多:请减少别名,或把机关分到下级区划。',
    en: 'the district has too many names: give fewer aliases, or divide its agencies among the regions below.',
  },
};
