/** What a load of officers changes, or would change, in words. */
import {
  describeGrant,
  isInForce,
  nameGrant,
  type GrantRecord,
} from '../shared/domain/authority/grant-record.ts';
import type { IsoDay } from '../shared/domain/basics/calendar.ts';
import { writeStretch } from '../shared/domain/basics/stretch.ts';
import type { OfficersPlan } from '../shared/pipeline/load-officers.ts';
import { section, type Told } from './tell-load.ts';

export function tellOfficers({ changes, unchanged, kept }: OfficersPlan, today: IsoDay): Told {
  const added = changes.filter(({ before }) => !before);
  const changed = changes.filter(({ before }) => before);
  const withdrawn = changed.filter(({ after }) => after.to !== undefined && after.to < today);
  const keptLines = section(
    '网页上改过，保留网页上的（要按文件改，加 --over-page） changed on the page since, and kept as the page has it (--over-page takes the file’s)',
    kept.map(({ grant, line }) => `${tellGrant(grant, today)}  ≠ ${describeGrant(line)}`),
  );
  const rest = changed.filter((change) => !withdrawn.includes(change));
  return {
    details: [
      ...section(
        '新增授权 granted',
        added.map(({ after }) => tellGrant(after, today)),
      ),
      ...section(
        '变更授权 changed',
        rest.map(({ after }) => tellGrant(after, today)),
      ),
      ...section(
        '收回授权 withdrawn',
        withdrawn.map(({ after }) => tellGrant(after, today)),
      ),
      ...keptLines,
    ],
    warnings: keptLines,
    summary: `${changes.length + unchanged.length} grants loaded: ${added.length} added, ${rest.length} changed, ${withdrawn.length} withdrawn, ${unchanged.length} unchanged${kept.length > 0 ? `, ${kept.length} kept as the page has them` : ''}`,
  };
}

function tellGrant(grant: GrantRecord, today: IsoDay): string {
  const { mail, name, from, to } = grant;
  const span = from === undefined && to === undefined ? '' : `  ${writeStretch(from, to)}`;
  const note = isInForce(grant, today) ? '' : '  (今日无效 not in force today)';
  return `${mail} ${name}  ${nameGrant(grant)}${span}${note}`;
}
