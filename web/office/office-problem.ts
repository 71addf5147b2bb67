/** What the office function refuses, as RFC 9457 problem details with words in both languages. */
import type { Context } from 'hono';
import type { OfficeProblem } from '../../shared/contracts/api/office-answers.ts';
import type { Text } from '../../shared/domain/basics/text.ts';

const PROBLEMS = {
  malformed: {
    status: 400,
    title: 'Bad request',
    zh: '请求不完整，没有办理。请刷新页面再试。',
    en: 'The request is incomplete, and nothing was done. Reload the page and try again.',
  },
  'signed-out': {
    status: 401,
    title: 'Not signed in',
    zh: '还没有登录，或登录已过期。请登录后再报送，草稿还在这台电脑上。',
    en: 'You are not signed in, or no longer. Sign in and file again: the draft stays on this computer.',
  },
  'not-yours': {
    status: 403,
    title: 'Not allowed',
    zh: '您不能为这个机关报送。请用本机关登记的邮箱登录，或联系主管部门授权。',
    en: 'You may not file for this agency. Sign in with the address that is registered for it, or ask the office in charge.',
  },
  'not-allowed': {
    status: 403,
    title: 'Not allowed',
    zh: '您没有办理这件事的权限。权限按机关和区域授予，请联系上级主管部门。',
    en: 'You may not do this here. Grants are given by agency and by region: ask the office above yours.',
  },
  'second-step': {
    status: 403,
    title: 'The second step of signing in is missing',
    zh: '主管部门的权限要在登录的第二步验证之后才生效。请先完成第二步验证。',
    en: 'What an office may do begins with the second step of signing in. Do that first.',
  },
  'other-origin': {
    status: 403,
    title: 'Not asked from this site',
    zh: '这个请求不是从本网站的页面发出的，没有办理。',
    en: 'The request did not come from a page of this site, and nothing was done.',
  },
  'unknown-agency': {
    status: 404,
    title: 'Unknown agency',
    zh: '机关名录中没有这个机关。',
    en: 'The roster has no such agency.',
  },
  'no-such-path': { status: 404, title: 'Not found', zh: '没有这个地址。', en: 'There is no such address.' },
  method: {
    status: 405,
    title: 'Method not allowed',
    zh: '这个地址不能这样访问。',
    en: 'The address can’t be asked this way.',
  },
  'not-open': { status: 409, title: 'No report is owed', zh: '', en: '' },
  'too-large': {
    status: 413,
    title: 'Content too large',
    zh: '报告文件超过 1 MiB，不能报送。',
    en: 'The report is larger than 1 MiB and can’t be filed.',
  },
  'wrong-type': {
    status: 415,
    title: 'Unsupported media type',
    zh: '请求的格式不对，没有办理。',
    en: 'The request is of another type than JSON, and nothing was done.',
  },
  failed: {
    status: 500,
    title: 'Internal server error',
    zh: '出了故障，没有办理。请过一会儿再试。',
    en: 'Something failed, and nothing was done. Please try again in a while.',
  },
} as const;

type RefusalCode = keyof typeof PROBLEMS;

/** A request that is not granted. */
export class OfficeRefusal extends Error {
  override readonly name = 'OfficeRefusal';
  readonly code: RefusalCode;
  /** Instead of the usual words. */
  readonly words: Text | undefined;

  constructor(code: RefusalCode, words?: Text) {
    super(`refused: ${code}`);
    this.code = code;
    this.words = words;
  }
}

export function tellRefusal({ code, words }: OfficeRefusal) {
  const { status, title, zh, en } = PROBLEMS[code];
  return { status, title, message: words ?? { zh, en } };
}

/** `requestId`: by which a failure is found in the log. */
export function describeRefusal(c: Context, refusal: OfficeRefusal, requestId?: string): Response {
  const { code } = refusal;
  const { status, title, message } = tellRefusal(refusal);
  const problem: OfficeProblem = { code, message };
  const body = {
    type: 'about:blank',
    title,
    status,
    detail: message.en,
    instance: new URL(c.req.url).pathname,
    ...problem,
    ...(requestId !== undefined && { requestId }),
  };
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}
