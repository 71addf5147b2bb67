/**
 * Who may do what, as an operator loads it from CSV or JSON: a line grants one role to one address, or changes a grant that is
 * there; a last day that is past withdraws it. What the file does not name stays as it is.
 */
import {
  isPersonName,
  MAX_NAME_LENGTH,
  nameGrant,
  type GrantRecord,
  type Granted,
} from '../../domain/authority/grant-record.ts';
import { ROLES, type Role } from '../../domain/authority/may.ts';
import { isIsoDay, type IsoDay } from '../../domain/basics/calendar.ts';
import { foldMail, isMailAddress } from '../../domain/basics/mail-address.ts';
import { isRegionCode } from '../../domain/basics/region.ts';
import { foldName } from '../../domain/basics/same-name.ts';
import { AGENCY_ID } from '../bucket/object-keys.ts';
import {
  conclude,
  complaint,
  readTable,
  type Cleaned,
  type Complaint,
  type ParsedFile,
  type TableFormat,
  type TableRow,
} from './table-file.ts';

const OFFICER_COLUMNS = {
  required: ['mail', 'name', 'role'],
  optional: ['region', 'agency', 'from', 'to'],
  names: ['name'],
} as const;

/** A line of the file: who loads it, and when, is not its to say. */
export type OfficerLine = Granted & Pick<GrantRecord, 'mail' | 'name' | 'from' | 'to'>;

type ParsedOfficers = ParsedFile<{
  readonly lines: readonly OfficerLine[];
  readonly cleaned: readonly Cleaned[];
}>;

/** What officers may be officers of. */
interface LoadedForOfficers {
  readonly regions: Pick<ReadonlySet<string>, 'has'>;
  readonly agencies: Pick<ReadonlySet<string>, 'has'>;
}

/** As ISO writes it, and as Excel does. */
const DAY = /^(?<year>\d{4})[-/](?<month>\d{1,2})[-/](?<day>\d{1,2})$/;

const ROLE_WORDS: Readonly<Record<Role, readonly string[]>> = {
  agency: ['机关', '单位', '经办人', '机关经办人', '填报人'],
  oversight: ['主管部门', '政务公开主管部门', '公开办', '政务公开办', '主管'],
  operator: ['系统管理员', '管理员', '运维', '运维人员'],
};
const ROLES_TOLD = 'agency(机关)、oversight(主管部门)、operator(系统管理员)';

/** The agencies that the file speaks of, whatever is wrong with it. */
export const agenciesOfOfficers = (text: string, format: TableFormat): string[] =>
  readTable(text, format, OFFICER_COLUMNS)
    .rows.map((row) => row.text('agency'))
    .filter((id) => AGENCY_ID.test(id));

export function parseOfficers(text: string, format: TableFormat, loaded: LoadedForOfficers): ParsedOfficers {
  const table = readTable(text, format, OFFICER_COLUMNS);
  const complaints = [...table.complaints];
  const lines: OfficerLine[] = [];
  const firstLine = new Map<string, number>();
  for (const row of table.rows) {
    const found: Complaint[] = [];
    const complain: Complain = (column, zh, en) => void found.push(complaint(row.line, column, zh, en));
    const line = readLine(row, loaded, complain);
    complaints.push(...found);
    if (!line || found.length > 0) continue;
    const name = `${line.mail} ${nameGrant(line)}`;
    const earlier = firstLine.get(name);
    if (earlier !== undefined)
      complaints.push(
        complaint(
          row.line,
          'mail',
          `同一邮箱的同一授权在第 ${earlier} 行已经有了,请删去一行。`,
          `The same grant to the same address is already in line ${earlier}: remove one of them.`,
        ),
      );
    else {
      firstLine.set(name, row.line);
      lines.push(line);
    }
  }
  return conclude(complaints, { lines, cleaned: table.cleaned });
}

type Complain = (column: string, zh: string, en: string) => void;

function readLine(row: TableRow, loaded: LoadedForOfficers, complain: Complain): OfficerLine | undefined {
  const mail = row.text('mail');
  if (!isMailAddress(mail))
    complain(
      'mail',
      `“${mail}”不是一个邮箱地址:只写地址本身,例如 zwgk@example.gov.cn。`,
      `"${mail}" is not a mail address: state the address alone, such as zwgk@example.gov.cn.`,
    );
  const name = row.text('name');
  if (!isPersonName(name))
    complain(
      'name',
      `请填写姓名,不超过 ${MAX_NAME_LENGTH} 个字:每次操作都会记下这个姓名。`,
      `State the person's name in up to ${MAX_NAME_LENGTH} characters: every act keeps it.`,
    );
  const granted = readGranted(row, loaded, complain);
  const from = readDay(row, 'from', complain);
  const to = readDay(row, 'to', complain);
  if (from !== undefined && to !== undefined && to < from)
    complain(
      'to',
      `最后一天 ${to} 早于第一天 ${from}:请核对日期;要立即收回授权,请将起始日期留空。`,
      `The last day ${to} is before the first ${from}: check them; to withdraw a grant at once, leave "from" empty.`,
    );
  return (
    granted && {
      ...granted,
      mail: foldMail(mail),
      name,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }
  );
}

function readGranted(
  row: TableRow,
  { regions, agencies }: LoadedForOfficers,
  complain: Complain,
): Granted | undefined {
  const said = row.text('role');
  const role = findRole(said);
  const region = row.text('region');
  const agency = row.text('agency');
  switch (role) {
    case undefined:
      complain(
        'role',
        `不认识的角色“${said}”:可用的是 ${ROLES_TOLD}。`,
        `Unknown role "${said}": the roles are agency, oversight, operator.`,
      );
      return undefined;
    case 'agency':
      refuseOther(row, 'region', complain);
      if (agencies.has(agency)) return { role, agency };
      complain(
        'agency',
        `名录中没有机关“${agency}”:请填写机构标识,或先导入名录。`,
        `The roster has no agency "${agency}": state its id, or load the roster first.`,
      );
      return undefined;
    case 'oversight':
      refuseOther(row, 'agency', complain);
      if (isRegionCode(region) && regions.has(region)) return { role, region };
      complain(
        'region',
        `没有已导入的区划“${region}”:请填写六位区划代码,该区划及其下级都归其主管;或先导入区划。`,
        `No region "${region}" is loaded: state its code of six digits, which stands for it and all below it; or load the regions first.`,
      );
      return undefined;
    case 'operator':
      refuseOther(row, 'agency', complain);
      refuseOther(row, 'region', complain);
      return { role };
  }
}

/** What a role has no use for was meant for another, most likely. */
function refuseOther(row: TableRow, column: 'region' | 'agency', complain: Complain): void {
  const said = row.text(column);
  if (said !== '')
    complain(
      column,
      `这个角色不用填写“${said}”:请清空这一格,或核对角色。`,
      `This role has no use for "${said}": empty the cell, or check the role.`,
    );
}

function readDay(row: TableRow, column: 'from' | 'to', complain: Complain): IsoDay | undefined {
  const said = row.text(column);
  if (said === '') return undefined;
  const { year = '', month = '', day = '' } = DAY.exec(said)?.groups ?? {};
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isIsoDay(written)) return written;
  complain(
    column,
    `“${said}”不是日期:请写成 2026-03-31 的样子,或留空。`,
    `"${said}" is no day: write it as 2026-03-31, or leave it empty.`,
  );
  return undefined;
}

const ROLES_BY_WORD: ReadonlyMap<string, Role> = new Map(
  ROLES.flatMap((role) => [role, ...ROLE_WORDS[role]].map((word) => [foldName(word), role] as const)),
);
const findRole = (text: string): Role | undefined => ROLES_BY_WORD.get(foldName(text).toLowerCase());
