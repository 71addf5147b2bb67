/** What the office function refuses, as RFC 9457 problem details with words in both languages. */
import type { Context } from 'hono';
import type { OfficeProblem } from '../../shared/contracts/api/office-answers.ts';
import type { Act, On } from '../../shared/domain/authority/may.ts';
import type { Text } from '../../shared/domain/basics/text.ts';
import { REFUSAL_WORDS } from '../../shared/domain/standing/acts/act-words.ts';
import type { ActRefusal } from '../../shared/domain/standing/acts/check-act.ts';

const PROBLEMS = {
  malformed: {
    status: 400,
    title: 'Bad request',
    zh: '请求不完整，没有办理。请刷新页面再试。',
    en: 'The request is incomplete, and nothing was done. Reload the page and try again.',
  },
  'malformed-call': {
    status: 400,
    title: 'Bad request',
    zh: '请求的内容不符合接口说明，没有办理。请对照 /api。',
    en: 'The request is not what the API describes, and nothing was done. Compare it with /api.',
  },
  'no-token': {
    status: 401,
    title: 'Unauthorized',
    zh: '请求里没有令牌。请用 gouji login 登录，或在 Authorization: Bearer 里给出令牌。',
    en: 'The request bears no token. Log in with gouji login, or send the token as Authorization: Bearer.',
  },
  'wrong-token': {
    status: 401,
    title: 'Unauthorized',
    zh: '这个令牌不是本系统的，或不完整。请在网站的「程序凭据」页另建一个。',
    en: 'The token is none of this system’s, or not whole. Make another one on the site, under “Credentials for programs”.',
  },
  expired: {
    status: 401,
    title: 'Unauthorized',
    zh: '这个凭据已到期。请在网站的「程序凭据」页另建一个。',
    en: 'The credential has expired. Make another one on the site, under “Credentials for programs”.',
  },
  revoked: {
    status: 401,
    title: 'Unauthorized',
    zh: '这个凭据已被撤销。仍需使用的，请在网站的「程序凭据」页另建一个。',
    en: 'The credential was revoked. Where it is still needed, make another one on the site, under “Credentials for programs”.',
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
  'wrong-code': {
    status: 403,
    title: 'Not allowed',
    zh: '这个登录码不对、已用过或已过期（10 分钟）。请在网站的「程序凭据」页取一个新的。',
    en: 'The login code is wrong, was used, or is older than 10 minutes. Ask for a new one on the site, under “Credentials for programs”.',
  },
  'not-in-scope': {
    status: 403,
    title: 'Not allowed',
    zh: '这个凭据不是用于这个机关的。请用这个机关的凭据，或包括这个机关的地区的凭据。',
    en: 'The credential is not for this agency. Take one for it, or for a region that it lies in.',
  },
  'maker-may-not': {
    status: 403,
    title: 'Not allowed',
    zh: '创建这个凭据的人已不能为这个机关报送。请由有权限的人另建一个。',
    en: 'Whoever made the credential may not file for this agency any more. Let somebody who may make another one.',
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
  'too-many-agencies': {
    status: 413,
    title: 'Too many agencies',
    zh: '涉及的机关太多，网页和接口一次办不完。请系统管理员用 gouji act extend 办理。',
    en: 'It is about more agencies than are done at once here. Ask the operator for gouji act extend.',
  },
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
  'too-many': {
    status: 429,
    title: 'Too many requests',
    zh: '短时间内请求太多。请等 Retry-After 写明的秒数后再试。',
    en: 'Too many requests in a short time. Try again after the seconds that Retry-After tells.',
  },
  'no-lending': {
    status: 501,
    title: 'Not implemented',
    zh: '这里的存储不发放临时凭据。请向系统管理员索取存储的凭据。',
    en: 'The store here lends no temporary credentials. Ask the operator for credentials of the store.',
  },
  failed: {
    status: 500,
    title: 'Internal server error',
    zh: '出了故障，没有办理。请过一会儿再试。',
    en: 'Something failed, and nothing was done. Please try again in a while.',
  },
} as const;

/** Refused acts: what is not there, what has changed, what can't be done as it is asked for. */
const REFUSED_ACTS: Readonly<Record<ActRefusal, 404 | 409 | 422>> = {
  'unknown-agency-year': 404,
  'unknown-submission': 404,
  'unknown-act': 404,
  'returned-by-checks': 409,
  'not-in-force': 409,
  'no-explanations': 409,
  'not-withdrawn-here': 409,
  'withdrawn-before': 409,
  'too-many-acts': 409,
  'id-taken': 409,
  'changed-meanwhile': 409,
  'reason-missing': 422,
  'reason-too-long': 422,
  'reason-private': 422,
  'day-past': 422,
  'day-too-far': 422,
  'unknown-place': 422,
  'too-many-places': 422,
};

export type RefusalCode = keyof typeof PROBLEMS | ActRefusal;

const isActRefusal = (code: RefusalCode): code is ActRefusal => Object.hasOwn(REFUSED_ACTS, code);

/** A request that is not granted. */
export class OfficeRefusal extends Error {
  override readonly name = 'OfficeRefusal';
  readonly code: RefusalCode;
  /** Instead of the usual words. */
  readonly words: Text | undefined;
  /** That the answer bears. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: RefusalCode, words?: Text, headers: Readonly<Record<string, string>> = {}) {
    super(`refused: ${code}`);
    this.code = code;
    this.words = words;
    this.headers = headers;
  }
}

/** What a person may not do there. */
export class RightRefusal extends OfficeRefusal {
  readonly act: Act;
  readonly on: On;

  constructor(code: 'not-allowed' | 'not-yours' | 'second-step', act: Act, on: On) {
    super(code);
    this.act = act;
    this.on = on;
  }
}

export function tellRefusal({ code, words }: OfficeRefusal) {
  if (isActRefusal(code))
    return { status: REFUSED_ACTS[code], title: 'The act is refused', message: words ?? REFUSAL_WORDS[code] };
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
  return c.body(JSON.stringify(body), status, {
    ...refusal.headers,
    'content-type': 'application/problem+json',
  });
}
