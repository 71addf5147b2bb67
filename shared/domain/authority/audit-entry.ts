/**
 * The audit trail (审计记录): who did what, when, to whom. An entry is written before what it tells of begins, so that
 * what breaks off is there too; it is appended and never changed.
 */
import type { Instant } from '../basics/calendar.ts';
import { findProvince } from '../basics/region.ts';
import type { Text } from '../basics/text.ts';
import type { Actor } from './actor.ts';
import { tellGranted, type On } from './may.ts';
import type { Grant } from './principal.ts';

/** What an entry is about; `year`: of which of the agency's reports. */
export type AuditedThing = On & { readonly year?: number | undefined };

export const AUDITED_ACTS = {
  load: { zh: '导入数据', en: 'loaded data' },
  'undo-load': { zh: '撤回导入', en: 'took a load back' },
  redact: { zh: '永久遮蔽文字', en: 'redacted texts' },
  file: { zh: '请求报送', en: 'asked to file' },
  return: { zh: '退回', en: 'returned' },
  demand: { zh: '要求更正', en: 'demanded a correction' },
  confirm: { zh: '审核通过', en: 'confirmed' },
  'answer-explanation': { zh: '答复说明', en: 'answered explanations' },
  note: { zh: '记录', en: 'noted' },
  remind: { zh: '催报', en: 'reminded' },
  extend: { zh: '延期', en: 'extended deadlines' },
  'edit-roster': { zh: '修改机关名录', en: 'changed the roster' },
  'record-publication': { zh: '登记公布情况', en: 'recorded a publication' },
  withhold: { zh: '遮蔽文字', en: 'withheld texts' },
  withdraw: { zh: '撤销处理', en: 'withdrew an act' },
  receive: { zh: '收到报告', en: 'received a report' },
  download: { zh: '下载内部数据', en: 'downloaded what is for offices' },
  grant: { zh: '授权', en: 'granted' },
  'withdraw-grant': { zh: '收回授权', en: 'withdrew a grant' },
  'sign-out': { zh: '退出登录', en: 'signed out' },
  'sign-in': { zh: '登录', en: 'signed in' },
  'second-step': { zh: '通过第二步验证', en: 'did the second step' },
  'second-step-refused': { zh: '第二步验证未通过', en: 'failed the second step' },
  'enrol-second-step': { zh: '登记第二步验证的手机', en: 'enrolled a telephone for the second step' },
  'renew-recovery-codes': {
    zh: '更换第二步验证的备用码',
    en: 'renewed the recovery codes of the second step',
  },
  'make-credential': { zh: '创建程序凭据', en: 'made a credential for a program' },
  'show-credential': { zh: '查看程序凭据的令牌', en: 'was shown the token of a credential' },
  'redeem-login-code': { zh: '程序用登录码登录', en: 'logged a program in by a code' },
  'revoke-credential': { zh: '撤销程序凭据', en: 'revoked a credential for a program' },
  'lend-credentials': { zh: '取得临时上传凭据', en: 'was lent temporary credentials to upload' },
  'lock-second-step': { zh: '第二步验证被锁定', en: 'locked the second step by wrong codes' },
  refused: { zh: '无权办理，已拒绝', en: 'was refused what they may not do' },
  'reach-limit': { zh: '超过次数上限，已拒绝', en: 'went over a limit, and was refused' },
  'forget-second-step': { zh: '取消第二步验证的手机', en: 'took a telephone of the second step away' },
} as const satisfies Readonly<Record<string, Text>>;
export type AuditedAct = keyof typeof AUDITED_ACTS;

export const isAuditedAct = (text: string): text is AuditedAct => Object.hasOwn(AUDITED_ACTS, text);

export interface AuditEntry {
  /** Tells it from another of the same instant. */
  readonly id: string;
  readonly at: Instant;
  readonly by: Actor;
  /** One of `AUDITED_ACTS`, or what a newer release calls so. */
  readonly act: string;
  readonly on: AuditedThing;
  /** What else an auditor needs: never a report's text, never a secret. */
  readonly detail: string;
}

/** As this release writes them. */
export type NewAuditEntry = AuditEntry & { readonly act: AuditedAct };

/** Where it stands among the entries of its place and month: later ones are greater. */
export const tellAuditPosition = ({ at, id }: { readonly at: string; readonly id: string }): string =>
  `${at}#${id}`;

/**
 * The newest first. Stores tell in whole seconds when a report came in: within its second it stands behind the request that
 * led to it, as it was, and its instant is told as it is known.
 */
export const sortAudit = (entries: readonly AuditEntry[]): AuditEntry[] =>
  entries
    .map((entry) => ({ entry, position: tellAuditPosition({ ...entry, at: tellLatest(entry) }) }))
    .sort((a, b) => (a.position < b.position ? 1 : a.position > b.position ? -1 : 0))
    .map(({ entry }) => entry);

const WHOLE_SECOND = /\.000Z$/;
const tellLatest = ({ act, at }: AuditEntry): string =>
  act === 'receive' ? at.replace(WHOLE_SECOND, '.999Z') : at;

/** What entries are kept together by: a province, which every office's region lies in, or the system. */
export type AuditScope = string;
export const SYSTEM_SCOPE: AuditScope = 'system';

/** The places that a person has a say in: so their offices find what that person did about no place. */
export const listOwnThings = (grants: readonly Grant[]): AuditedThing[] => grants.map(tellGranted);

export function nameAuditScope(on: AuditedThing): AuditScope {
  if (on.kind === 'system') return SYSTEM_SCOPE;
  return findProvince(on.kind === 'agency' ? on.district : on.region);
}

/** Months of UTC, as `2026-01`, from the last to the first that an interval touches. */
export function listAuditMonths(from: Instant, until: Instant): string[] {
  const months: string[] = [];
  let [year = 0, month = 0] = until.split('-').map(Number);
  for (;;) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    if (name < from.slice(0, 7)) return months;
    months.push(name);
    month = month === 1 ? 12 : month - 1;
    if (month === 12) year--;
  }
}
