/** Entries of the audit trail as people and spreadsheets read them. */
import { stringify } from 'csv-stringify/sync';
import type { Actor } from '../domain/authority/actor.ts';
import {
  AUDITED_ACTS,
  isAuditedAct,
  type AuditedThing,
  type AuditEntry,
} from '../domain/authority/audit-entry.ts';
import { printChinaMinute } from '../domain/basics/calendar.ts';
import { showControlsInLines } from '../domain/basics/shown-controls.ts';

export const AUDIT_HEADS = [
  '时间 at',
  '何人 who',
  '邮箱 mail',
  '事项 act',
  '对象 on',
  '年度 year',
  '说明 detail',
  '编号 id',
  '北京时间 China time',
];

/** UTF-8 with a byte order mark, as Excel reads it. `end`: what is said behind the last entry. */
export const writeAuditCsv = (entries: readonly AuditEntry[], end?: string): string =>
  stringify(
    [AUDIT_HEADS, ...entries.map(writeAuditCells), ...(end === undefined ? [] : [padCells(end)])].map(
      (line) => line.map(showControlsInLines),
    ),
    { bom: true, record_delimiter: 'windows', quote_record_delimiter: true, escape_formulas: true },
  );

/** As many cells as every line has. */
const padCells = (text: string): string[] => AUDIT_HEADS.map((_, i) => (i === 0 ? text : ''));

export const writeAuditCells = (entry: AuditEntry): string[] => [
  entry.at,
  nameActor(entry.by),
  'mail' in entry.by ? entry.by.mail : '',
  entry.act,
  nameThing(entry.on),
  entry.on.kind === 'agency' && entry.on.year !== undefined ? String(entry.on.year) : '',
  entry.detail,
  entry.id,
  printChinaMinute(entry.at),
];

export function writeAuditLine({ at, by, act, on, detail }: AuditEntry): string {
  const year = on.kind === 'agency' && on.year !== undefined ? `/${on.year}` : '';
  const who = 'mail' in by ? `${nameActor(by)} <${by.mail}>` : nameActor(by);
  return `${printChinaMinute(at)}  ${who}  ${nameAct(act)}  ${nameThing(on)}${year}  ${detail}`.trimEnd();
}

function nameAct(act: string): string {
  if (!isAuditedAct(act)) return act;
  const { zh, en } = AUDITED_ACTS[act];
  return `${zh} ${en}`;
}

function nameActor(by: Actor): string {
  switch (by.kind) {
    case 'person':
      return by.name;
    case 'credential':
      return `${by.name} (${by.credential})`;
    case 'operator':
      return '运维 operator';
    case 'unknown':
      return '不明 unknown';
  }
}

function nameThing(on: AuditedThing): string {
  switch (on.kind) {
    case 'agency':
      return `${on.district}/${on.agency}`;
    case 'region':
      return on.region;
    case 'system':
      return '系统 system';
  }
}
