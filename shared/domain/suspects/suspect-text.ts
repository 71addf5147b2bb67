/** The sentences that say what most likely went wrong, and which findings stand on the same fault. */
import type { Edition } from '../form/catalogue.ts';
import { placeName } from '../form/cell-names.ts';
import type { Finding } from '../findings/finding.ts';
import type { Candidates, Change, Repair, Slip, Suspect } from '../findings/suspect.ts';
import type { Text } from '../basics/text.ts';

const t = (zh: string, en: string): Text => ({ zh, en });

const REASONS: Readonly<Record<Exclude<Slip, 'cell' | 'cells'>, Text>> = {
  swapped: t('相邻两格互换', 'two neighbouring cells swapped'),
  transposed: t('两位数字颠倒', 'digits transposed'),
  digit: t('漏写或重复了一位数字', 'a digit dropped or doubled'),
  shifted: t('整体错开一格', 'figures shifted by one cell'),
  'total-left': t('合计未填', 'total left at 0'),
  'row-forgotten': t('合计漏加了一行或一列', 'a total that forgets one row or column'),
  'organisations-forgotten': t(
    '法人或其他组织的件数只计在自然人名下',
    'cases of organisations counted under natural persons',
  ),
};

const DECIDED: Readonly<Record<NonNullable<Repair['decidedBy']>, Text>> = {
  text: t('与正文写明的件数一致', 'as the text states it'),
  'last-year': t('与上年同一行一致', 'the row is then that of last year'),
};

export interface FindingGroup {
  readonly suspect: Suspect | undefined;
  readonly findings: readonly Finding[];
}

/** The findings with the same suspect together, where the first of them stands; each other one by itself. */
export function groupBySuspect(findings: readonly Finding[]): FindingGroup[] {
  // Equal, not the same: findings that were stored have each a copy.
  const keys = findings.map(({ suspect }, i) => (suspect ? JSON.stringify(suspect) : i));
  return [...Map.groupBy(findings.entries(), ([i]) => keys[i]).values()].map((entries) => {
    const group = entries.map(([, finding]) => finding);
    return { suspect: group[0]?.suspect, findings: group };
  });
}

/** What to change, and how many findings then vanish; they are to follow it. */
export function writeSuspectText(edition: Edition, suspect: Suspect): Text {
  if ('candidates' in suspect) return candidatesText(edition, suspect);
  const { zh, en } = repairText(edition, suspect);
  const { clears } = suspect;
  return clears === 1
    ? t(`${zh}。改后,下列 1 处即平衡。`, `${en}. With that, this finding vanishes.`)
    : t(`${zh}。改后,下列 ${clears} 处同时平衡。`, `${en}. With that, these ${clears} findings vanish.`);
}

function candidatesText(edition: Edition, { candidates, more = 0 }: Candidates): Text {
  const clears = candidates[0]?.clears ?? 0;
  const listed = candidates.map((repair) => repairText(edition, repair));
  const shown = (text: (listed: Text) => string): string =>
    listed.map((repair, i) => `(${i + 1}) ${text(repair)}`).join('; ');
  const rest = more > 0 ? t(`另有至少 ${more} 种。`, ` At least ${more} more would, too.`) : t('', '');
  return t(
    `下列 ${clears} 处有几种改法同样说得通,无法断定是哪一种: ${shown(({ zh }) => zh)}。${rest.zh}请对照原始记录核对。`,
    `Several explanations of ${clears === 1 ? 'this finding' : `these ${clears} findings`} are equally good: ${shown(({ en }) => en)}.${rest.en} Check them against your records.`,
  );
}

/** Without a full stop. */
function repairText(edition: Edition, { slip, changes, decidedBy }: Repair): Text {
  const reasons = [
    ...(slip === 'cell' || slip === 'cells' ? [] : [REASONS[slip]]),
    ...(decidedBy ? [DECIDED[decidedBy]] : []),
  ];
  const why =
    reasons.length > 0
      ? t(`(${reasons.map(({ zh }) => zh).join(';')})`, ` (${reasons.map(({ en }) => en).join('; ')})`)
      : t('', '');
  const [only] = changes;
  if (changes.length === 1 && only) {
    const name = placeName(edition, only.path);
    return t(
      `${name.zh}填的是 ${only.found},应为 ${only.value}${why.zh}`,
      `${name.en} is ${only.found} and should be ${only.value}${why.en}`,
    );
  }
  const each = changes.map((change) => changeText(edition, change));
  return t(
    `下列 ${changes.length} 格应一并改正${why.zh}: ${each.map(({ zh }) => zh).join(',')}`,
    `${changes.length} cells should be changed together${why.en}: ${each.map(({ en }) => en).join(', ')}`,
  );
}

function changeText(edition: Edition, { path, found, value }: Change): Text {
  const name = placeName(edition, path);
  return t(`${name.zh}由 ${found} 改为 ${value}`, `${name.en} from ${found} to ${value}`);
}
