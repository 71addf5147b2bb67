/** What the API offers to those who are signed in, for the OpenAPI document: the page /api is for everybody. */
import type * as z from 'zod/mini';
import {
  actPreviewSchema,
  actsSchema,
  askedActSchema,
  doneActSchema,
} from '../../shared/contracts/api/acts-api.ts';
import { regionYearSchema } from '../../shared/contracts/api/api-answers.ts';
import { FORM_ANSWERS } from '../../shared/contracts/api/office-forms-answers.ts';
import { FORM_BODIES } from '../../shared/contracts/api/office-forms-api.ts';
import type { Text } from '../../shared/domain/basics/text.ts';

type RefusedStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422;

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
    /** Where it is one of few. */
    readonly values?: readonly string[];
  }[];
  readonly body?: { readonly schema: z.ZodMiniType; readonly says: Text };
  /** One, or one of several. */
  readonly answers: Readonly<Partial<Record<200 | 201 | 202, readonly z.ZodMiniType[]>>>;
  readonly refused: readonly RefusedStatus[];
  /** What a refusal with status 422 is, where it is another than the rest. */
  readonly faults?: z.ZodMiniType;
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
  {
    id: 'getRegionYearAsOf',
    method: 'get',
    path: '/office/regions/{code}/years/{year}',
    title: t('一个地区一年在某一时刻的数字', 'A region’s year as of an instant'),
    says: t(
      '须登录,主管部门和管理员可用:有下级的地区也按时刻回答,公开的接口只按日。各键与 /regions/{code}/years/{year} 相同。',
      'For offices that are signed in, and operators: regions with others below are told as of an instant, too, which the public is told by day. Keys are those of /regions/{code}/years/{year}.',
    ),
    query: [
      {
        name: 'asOf',
        says: t('时刻(RFC 3339,带时区)或日期', 'an instant (RFC 3339 with its zone), or a day'),
      },
    ],
    answers: { 200: [regionYearSchema] },
    refused: [400, 401, 403, 404],
  },
  asForm({
    id: 'postReminders',
    path: 'reminders',
    title: t('催报', 'Remind agencies of what they owe'),
    says: t(
      '各机关各有结果;一个机关一天至多一次。',
      'Each agency has its own outcome; once a day each at most.',
    ),
    body: FORM_BODIES.AskedReminders,
    answers: { 200: [FORM_ANSWERS.Reminders] },
    refused: [400, 401, 403, 404, 415],
  }),
  asForm({
    id: 'postExtension',
    path: 'extensions',
    title: t('延期', 'Extend a deadline'),
    says: t(
      '一个机关的,或一个地区的;不填 until 是撤回。',
      'An agency’s, or a whole region’s; without until what was set is withdrawn.',
    ),
    body: FORM_BODIES.AskedExtension,
    answers: { 200: [FORM_ANSWERS.Extension] },
    refused: [400, 401, 403, 404, 413, 415, 422],
  }),
  asForm({
    id: 'postRosterEdit',
    path: 'roster',
    title: t('修改机关名录', 'Change the roster'),
    says: t(
      '内容和名录文件的各列相同,不填的不变。',
      'As the columns of a roster file; what is left out stays.',
    ),
    body: FORM_BODIES.AskedRosterEdit,
    answers: { 200: [FORM_ANSWERS.RosterEditPreview, FORM_ANSWERS.RosterEdited] },
    refused: [400, 401, 403, 415, 422],
  }),
  asForm({
    id: 'postMerger',
    path: 'mergers',
    title: t('合并机关', 'Merge agencies'),
    says: t('从某一年度起由一个机关统一报送。', 'From a year on one agency reports for all of them.'),
    body: FORM_BODIES.AskedMerger,
    answers: { 200: [FORM_ANSWERS.RosterEditPreview, FORM_ANSWERS.RosterEdited] },
    refused: [400, 401, 403, 415, 422],
  }),
  asForm({
    id: 'postPublication',
    path: 'publications',
    title: t('登记公布情况', 'Record when and where a report was published'),
    says: t('答 202:收下,片刻之后登记。', 'Answered 202: it is taken, and recorded a moment later.'),
    body: FORM_BODIES.AskedPublication,
    answers: { 200: [FORM_ANSWERS.StatedPublication], 202: [FORM_ANSWERS.StatedPublication] },
    refused: [400, 401, 403, 404, 415, 422],
  }),
];

/** What offices have forms for, too. */
function asForm({
  path,
  says,
  body,
  ...more
}: Pick<OfficeOperation, 'id' | 'path' | 'title' | 'says' | 'answers' | 'refused'> & {
  readonly body: z.ZodMiniType;
}): OfficeOperation {
  return {
    ...more,
    method: 'post',
    path: `/office/${path}`,
    says: t(
      `${says.zh}须由主管部门在本网站的页面上以登录的会话发出;dryRun 为 true 时只说后果,不办理。`,
      `${says.en} By the session of an office, from a page of this site; with dryRun it tells what would change, and does nothing.`,
    ),
    query: [],
    body: { schema: body, says: t('要办理的事', 'What is to be done') },
    faults: FORM_ANSWERS.OfficeFormRefusal,
  };
}

const REFUSED: Readonly<Record<RefusedStatus, Text>> = {
  400: t('请求不完整', 'The request is incomplete'),
  401: t('没有登录', 'Nobody is signed in'),
  403: t('没有权限,或不是从本网站的页面发出', 'Not allowed, or not from a page of this site'),
  404: t('没有这个机关、年度、报送或处理', 'There is no such agency, year, submission or act'),
  409: t('按现在的情况不能办理,code 说明原因', 'It can’t be done as things stand; code says why'),
  413: t('涉及的机关太多', 'It is about more agencies than are done at once'),
  415: t('不是 JSON', 'It is not JSON'),
  422: t('填得不对,code 说明哪里', 'Something is wrong in it; code says what'),
};
export const refusedSays = (status: RefusedStatus): Text => REFUSED[status];
