/** What the API offers to those who are signed in, for the OpenAPI document: the page /api is for everybody. */
import type * as z from 'zod/mini';
import {
  actPreviewSchema,
  actsSchema,
  askedActSchema,
  doneActSchema,
} from '../../shared/contracts/api/acts-api.ts';
import type { Text } from '../../shared/domain/basics/text.ts';

type RefusedStatus = 400 | 401 | 403 | 404 | 409 | 415 | 422;

export interface OfficeOperation {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Below /api/v1. */
  readonly path: string;
  readonly title: Text;
  readonly says: Text;
  readonly query: readonly {
    readonly name: string;
    readonly says: Text;
    readonly values: readonly string[];
  }[];
  readonly body?: { readonly schema: z.ZodMiniType; readonly says: Text };
  /** One, or one of several. */
  readonly answers: Readonly<Partial<Record<200 | 201, readonly z.ZodMiniType[]>>>;
  readonly refused: readonly RefusedStatus[];
}

const t = (zh: string, en: string): Text => ({ zh, en });
const PATH = '/agencies/{id}/years/{year}/acts';

export const OFFICE_OPERATIONS: readonly OfficeOperation[] = [
  {
    id: 'getActs',
    method: 'get',
    path: PATH,
    title: t('主管部门对一个机关一年报告的处理', 'What the office did about an agency’s year'),
    says: t(
      '须登录:主管部门看到全部,机关看到除记录和办理人以外的。',
      'For the signed-in: offices see all, the agency all but notes and who acted.',
    ),
    query: [],
    answers: { 200: [actsSchema] },
    refused: [401, 403, 404],
  },
  {
    id: 'postAct',
    method: 'post',
    path: PATH,
    title: t('办理一项,或先看后果', 'Act, or see first what that would change'),
    says: t(
      '须由主管部门在本网站的页面上以登录的会话发出。编号由调用方给出,同一编号再发一次不重复办理。',
      'By the session of an office, from a page of this site. The caller makes up the id: the same once more changes nothing.',
    ),
    query: [
      {
        name: 'preview',
        says: t('true:只答后果,不办理', 'true: answers what would change, and does nothing'),
        values: ['true'],
      },
    ],
    body: { schema: askedActSchema, says: t('要办理的事', 'What is to be done') },
    answers: { 200: [doneActSchema, actPreviewSchema], 201: [doneActSchema] },
    refused: [400, 401, 403, 404, 409, 415, 422],
  },
];

const REFUSED: Readonly<Record<RefusedStatus, Text>> = {
  400: t('请求不完整', 'The request is incomplete'),
  401: t('没有登录', 'Nobody is signed in'),
  403: t('没有权限,或不是从本网站的页面发出', 'Not allowed, or not from a page of this site'),
  404: t('没有这个机关、年度、报送或处理', 'There is no such agency, year, submission or act'),
  409: t('按现在的情况不能办理,code 说明原因', 'It can’t be done as things stand; code says why'),
  415: t('不是 JSON', 'It is not JSON'),
  422: t('填得不对,code 说明哪里', 'Something is wrong in it; code says what'),
};
export const refusedSays = (status: RefusedStatus): Text => REFUSED[status];
