/** What the API offers, in the order in which one would look for it: the OpenAPI document and the page /api say it. */
import * as z from 'zod/mini';
import {
  agencyYearSchema,
  complianceListSchema,
  complianceSchema,
  departmentsSchema,
  diffSchema,
  healthSchema,
  publicationsSchema,
  regionYearSchema,
  rulesSchema,
  searchSchema,
  seriesSchema,
  submissionReceiptSchema,
  verdictSchema,
} from '../../shared/contracts/api/api-answers.ts';
import {
  agencyIdSchema,
  cursorSchema,
  versionCursorSchema,
  instantParamSchema,
  limitSchema,
  consolidatedParamSchema,
  listSchema,
  sinceParamSchema,
  regionCodeSchema,
  yearSchema,
} from '../../shared/contracts/api/api-parameters.ts';
import { figuresSchema } from '../../shared/contracts/api/figures-answer.ts';
import { connectionSchema } from '../../shared/contracts/api/connection.ts';
import {
  loginAskedSchema,
  loginSchema,
  uploadCredentialsAskedSchema,
  uploadCredentialsSchema,
} from '../../shared/contracts/api/program-answers.ts';
import {
  archivePartSchema,
  archiveSchema,
  dictionarySchema,
} from '../../shared/contracts/api/archive-answers.ts';
import { agencyAssessmentSchema, assessmentSchema } from '../../shared/contracts/api/assessment-answers.ts';
import { disclosureSchema } from '../../shared/contracts/api/disclosure-answer.ts';
import { CHILD_MEASURES } from '../figures/figures-params.ts';
import { MEASURES } from '../../shared/domain/form/measures.ts';
import type { Text } from '../../shared/domain/basics/text.ts';

export const API_PATH = '/api/v1';
export const OPENAPI_PATH = `${API_PATH}/openapi.json`;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly schema: z.ZodMiniType;
  readonly says: Text;
  readonly example: string;
}

type ErrorStatus = 400 | 401 | 403 | 404 | 413 | 415 | 429 | 501;

export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post';
  /** Below /api/v1. */
  readonly path: string;
  readonly title: Text;
  readonly says: Text;
  readonly parameters: readonly Parameter[];
  /** One, or one of several; without a schema, any JSON. */
  readonly answers: readonly z.ZodMiniType[];
  /** Media types, where it answers with a file. */
  readonly files?: readonly string[];
  /** What it answers with 503. */
  readonly failing?: z.ZodMiniType;
  readonly errors: readonly ErrorStatus[];
  /** Whether the answer tells its version, so that it can be asked whether it changed. */
  readonly isVersioned: boolean;
  /** The address of the example answer, below /api/v1. */
  readonly example: string;
  /** Where programs ask that file: what they send, and an answer to show. */
  readonly forPrograms?: {
    readonly body: z.ZodMiniType;
    readonly isBodyRequired: boolean;
    readonly says: Text;
    readonly sent: unknown;
    /** Whether a credential's token is shown. */
    readonly hasToken: boolean;
    readonly answer: unknown;
  };
}

const t = (zh: string, en: string): Text => ({ zh, en });

const CODE: Parameter = {
  name: 'code',
  in: 'path',
  schema: regionCodeSchema,
  says: t(
    '六位行政区划代码(GB/T 2260);全国是 000000',
    'a region’s six-digit code (GB/T 2260); the nation is 000000',
  ),
  example: '450205',
};
const ID: Parameter = {
  name: 'id',
  in: 'path',
  schema: agencyIdSchema,
  says: t('机构标识', 'an agency’s id'),
  example: '450205-jyj',
};
const YEAR: Parameter = {
  name: 'year',
  in: 'path',
  schema: yearSchema,
  says: t('数字所属的年度,2019 年起', 'the year of the figures, from 2019'),
  example: '2024',
};
const VERSION: Parameter = {
  name: 'submissionId',
  in: 'path',
  schema: z.string(),
  says: t('报送的编号,见 submissions', 'a submission’s id, as in submissions'),
  example: 'EXAMPLE.2024.1',
};
const AS_OF: Parameter = {
  name: 'asOf',
  in: 'query',
  schema: instantParamSchema,
  says: t(
    '截至某一时刻的情况(RFC 3339,带时区);只填日期指当日 24:00(北京时间),今天指现在;不晚于现在。有下级的地区按日回答:当日之内的时刻答 307,引到那一日',
    'as things stood at an instant (RFC 3339 with its zone); a date alone means its end, 24:00 in China, today’s means now; not in the future. Regions with others below are told by day: an instant within one is answered 307 with the address of that day',
  ),
  example: '2025-02-01T00:00:00+08:00',
};
const LANG: Parameter = {
  name: 'lang',
  in: 'query',
  schema: z.optional(z.string()),
  says: t('答复出错时说哪种语言:zh 或 en', 'the language in which an error is told: zh or en'),
  example: 'zh',
};
const year = (name: 'from' | 'to' | 'year' | 'with', says: Text, example: string): Parameter => ({
  name,
  in: 'query',
  schema: yearSchema,
  says,
  example,
});
const pages = (
  what: Text,
  whole = t('则给出前 1000 项,以不超过 1 MB 为限', 'the first 1000, as many as fit into 1 MB'),
  cursor: Pick<Parameter, 'schema' | 'example'> = { schema: cursorSchema, example: '99.450205-jyj' },
): readonly Parameter[] => [
  {
    name: 'limit',
    in: 'query',
    schema: limitSchema,
    says: t(
      `${what.zh}分页,每页至多几项(1 至 1000);不填${whole.zh}`,
      `${what.en} in pages of at most so many (1 to 1000); without it, ${whole.en}`,
    ),
    example: '100',
  },
  {
    name: 'cursor',
    in: 'query',
    ...cursor,
    says: t(
      '下一页从哪里开始:取自上一页的 page.next 或 Link 头',
      'where the next page begins: from page.next or the Link header of the one before',
    ),
  },
];

const PART: Parameter = {
  name: 'part',
  in: 'path',
  schema: z.string(),
  says: t(
    '归档的一部分:地区代码,或代码后加 -own(只有本级机构);见 /archive',
    'a part of the archive: a region’s code, or the code with -own for its own agencies alone; see /archive',
  ),
  example: '000000',
};

/** By which an agency's year is named. */
export const PLACED: readonly Parameter[] = [CODE, ID, YEAR];

const DESCRIBED: readonly Operation[] = [
  {
    id: 'getRegionYear',
    method: 'get',
    path: '/regions/{code}/years/{year}',
    title: t('一个地区一年的数字', 'A region’s year'),
    says: t(
      '收到、接收、退回、未报送各多少,合计数(嵌套方式同报告),以及每个下级地区和机构的数字:合计就是它们之和。',
      'How many reports were expected, accepted, returned or are missing; the totals, nested as in the report; and those of every child region and agency, whose sum they are.',
    ),
    parameters: [CODE, YEAR, AS_OF, ...pages(t('下级', 'children'))],
    answers: [regionYearSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/regions/450205/years/2024',
  },
  {
    id: 'getPublications',
    method: 'get',
    path: '/regions/{code}/years/{year}/publications',
    title: t('一个地区一年的集中公布', 'A region’s collective publication'),
    says: t(
      '本级各机关年度报告的标题、公布日期、网址和公布情况;同一地址加 .html 是可嵌入门户网站的片段。',
      'Title, day, address and state of publication of each report of the level’s own agencies; the same address with .html is a fragment that a portal can embed.',
    ),
    parameters: [CODE, YEAR, AS_OF],
    answers: [publicationsSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/regions/450205/years/2024/publications',
  },
  {
    id: 'getDepartments',
    method: 'get',
    path: '/regions/{code}/departments',
    title: t('一个地区各职能的机关', 'A region’s agencies by function'),
    says: t(
      '把本地区和下级各地区职能相同的机关(住建、公安、教育等)合在一起:办结件数、所选的比率及其 95 % 区间、各项理由,两个年度并排。省和全国是每夜汇总的数字,展开的是下级各地区,还没有汇总的答 404;其过去的日子,以下超过 40 个地区的,答 400。',
      'Agencies of one function (housing, police, education and so on) in the region and all below it, taken together: results, the measure with its 95 % interval, and the reasons, two years side by side. A province and the nation that more than 40 regions lie within are added up every night, and open to the regions right below: 404 before the first, and 400 of days of the past.',
    ),
    parameters: [
      CODE,
      year('year', t('年度,默认最近一个结束的年度', 'the year; the last one ended where left out'), '2024'),
      {
        name: 'with',
        in: 'query',
        schema: z.union([yearSchema, z.literal('none')]),
        says: t(
          '对比的年度,默认前一年;none 为不对比',
          'the year to compare with; where left out the year before, or with pool=3 the last one before those pooled; none for none',
        ),
        example: '2023',
      },
      {
        name: 'measure',
        in: 'query',
        schema: z.enum(MEASURES),
        says: t('比什么,默认 refusalRate(不予公开率)', 'what is compared; refusalRate where left out'),
        example: 'refusalRate',
      },
      {
        name: 'pool',
        in: 'query',
        schema: z.enum(['1', '3']),
        says: t('3:每一年与前两年合计', '3: each year is told with the two before it'),
        example: '3',
      },
      {
        name: 'function',
        in: 'query',
        schema: z.string(),
        says: t(
          '职能标识:连同其各机关;省和全国连同下级各地区',
          'a function’s id: with its agencies; of a province and the nation with the regions below',
        ),
        example: 'education',
      },
      AS_OF,
    ],
    answers: [departmentsSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/regions/450205/departments?year=2024&with=2023&function=education',
  },
  {
    id: 'getFurtherFigures',
    method: 'get',
    path: '/regions/{code}/years/{year}/figures',
    title: t('一个地区的更多图表', 'A region’s further figures'),
    says: t(
      '网页「更多图表」的数字:一年申请的去向,各步骤连同基数;不予公开、无法提供、不予处理的理由,按年,件数和占比;合计的增减来自哪些下级;各下级历年的数字;申请集中在多少机关;各下级的工作量与复议纠错率;复议和诉讼按年,连同口径变化;导入人口的,每万人件数。不足 30 件的不给比率。',
      'The numbers of the page “More figures”: where a year’s applications went, each step with its basis; the reasons of refusals, of what was unavailable and of what was declined by year, with cases and shares; what moved the total; the children over the years; how few agencies carry it; workload and correction on reconsideration of each child; reconsiderations and lawsuits by year, with what changed their meaning; per 10 000 inhabitants, where these are loaded. Of fewer than 30 cases no rate is told.',
    ),
    parameters: [
      CODE,
      YEAR,
      year(
        'with',
        t('对比的年度,默认前一年', 'the year to compare with; the year before where left out'),
        '2023',
      ),
      {
        name: 'measure',
        in: 'query',
        schema: z.enum(CHILD_MEASURES),
        says: t(
          '下级各年按什么列出,默认 received(收到申请)',
          'by what the children are told over the years; received where left out',
        ),
        example: 'received',
      },
      AS_OF,
    ],
    answers: [figuresSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/regions/450205/years/2024/figures?with=2023',
  },
  {
    id: 'getSeries',
    method: 'get',
    path: '/regions/{code}/series',
    title: t('一个地区历年的数字', 'A region’s years'),
    says: t(
      '每年的合计,不带下级;没有报告的年度 figures 为 null。',
      'The totals year by year, without children; a year without reports has figures null.',
    ),
    parameters: [
      CODE,
      year('from', t('从哪一年', 'the first year'), '2023'),
      year('to', t('到哪一年', 'the last year'), '2024'),
      AS_OF,
    ],
    answers: [seriesSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/regions/450205/series?from=2023&to=2024',
  },
  {
    id: 'getAssessment',
    method: 'get',
    path: '/compliance/{code}/{year}/assessment',
    title: t('一个地区各机关的考核', 'Assessment of a region’s agencies'),
    says: t(
      '本地区和下级各地区每个应报送机关的考核事实,以及按已导入的考核细则计算的扣分和得分;没有细则时 score 为 null。以下超过 40 个地区的答 400。',
      'The facts of each agency of the region and of all below it that must report, with what the loaded scheme deducts; score is null where no scheme is loaded. A region that more than 40 lie within is answered 400.',
    ),
    parameters: [CODE, YEAR, AS_OF],
    answers: [assessmentSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/compliance/450205/2024/assessment',
  },
  {
    id: 'getAgencyAssessment',
    method: 'get',
    path: '/agencies/{id}/years/{year}/assessment',
    title: t('一个机关的考核表', 'An agency’s assessment sheet'),
    says: t(
      '每项事实连同其依据,以及每项指标的扣分和算法。',
      'Each fact with its evidence, and each indicator with what it deducts and how that was reckoned.',
    ),
    parameters: [ID, YEAR, AS_OF],
    answers: [agencyAssessmentSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/agencies/450205-jyj/years/2024/assessment',
  },
  {
    id: 'getDisclosure',
    method: 'get',
    path: '/agencies/{id}/disclosure',
    title: t('一个机构的公开指南、目录和查阅点', 'An agency’s guide, catalogue and reading points'),
    says: t(
      '公开指南和目录的网址和更新日期、受理机构、查阅点、社会评议结果;只有现在的情况。没有登记的为 null 或空。',
      'Addresses and days of update of guide and catalogue, the office that takes applications, reading points, and results of public review, as they are now alone; null or empty where nothing is registered.',
    ),
    parameters: [ID],
    answers: [disclosureSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/agencies/450205-jyj/disclosure',
  },
  {
    id: 'getAgencyYear',
    method: 'get',
    path: '/agencies/{id}/years/{year}',
    title: t('一个机构一年的报告', 'An agency’s year'),
    says: t(
      '状态、有效的报告,以及历次报送(最新的在前)的结果和全部问题,可分页。',
      'Its state, the report in force, and its submissions, the newest first, each with all that was found in it; in pages where asked for.',
    ),
    parameters: [
      ID,
      YEAR,
      AS_OF,
      ...pages(
        t('历次报送', 'the submissions'),
        t('给出最新的若干次,以不超过 1 MB 为限', 'as many of the newest as fit into 1 MB'),
        { schema: versionCursorSchema, example: '19.EXAMPLE.2024.1' },
      ),
    ],
    answers: [agencyYearSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/agencies/450205-jyj/years/2024',
  },
  {
    id: 'getDiff',
    method: 'get',
    path: '/agencies/{id}/years/{year}/diff',
    title: t('一份报告的两个版本有何不同', 'What differs between two versions of a report'),
    says: t(
      '逐格、逐句;不填 from 和 to 时比较最新的两次报送。',
      'Cell by cell and sentence by sentence; the newest two where from and to are left out.',
    ),
    parameters: [
      ID,
      YEAR,
      AS_OF,
      { ...VERSION, name: 'from', in: 'query', says: t('较早的一次报送', 'the earlier submission') },
      { ...VERSION, name: 'to', in: 'query', says: t('较晚的一次报送', 'the later submission') },
    ],
    answers: [diffSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/agencies/450205-jyj/years/2024/diff',
  },
  {
    id: 'getSubmission',
    method: 'get',
    path: '/agencies/{id}/years/{year}/submissions/{submissionId}',
    title: t('一次报送的回执', 'The receipt of a submission'),
    says: t('收到时的结果和全部问题。', 'What was decided when it was received, with every finding.'),
    parameters: [ID, YEAR, VERSION],
    answers: [submissionReceiptSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/agencies/450205-jyj/years/2024/submissions/EXAMPLE.2024.1',
  },
  {
    id: 'getCompliance',
    method: 'get',
    path: '/compliance/{code}/{year}',
    title: t('一个地区的报送情况', 'A region’s compliance'),
    says: t(
      '谁未报送、被退回、迟报、待说明,以及上次汇总以来的变化。加 list 只要一份名单。机构多时分页,最急的在前;各页的计数都是全部机构的。',
      'Who is missing, returned, late or flagged, and what changed since the last summary. With list, one of the lists alone. In pages where there are many agencies, the most urgent first; counts are of all of them on each page.',
    ),
    parameters: [
      CODE,
      YEAR,
      AS_OF,
      {
        name: 'list',
        in: 'query',
        schema: listSchema,
        says: t('只要这一份名单', 'this list alone'),
        example: 'missing',
      },
      {
        name: 'consolidated',
        in: 'query',
        schema: consolidatedParamSchema,
        says: t(
          'with:每份汇总报告按一个机构计入所有数字和名单;without(不填也是):不计入。basis 说明按哪一种计',
          'with: each report about a whole region counts as one more agency in all numbers and lists; without, or left out: in none. basis says which',
        ),
        example: 'with',
      },
      {
        name: 'since',
        in: 'query',
        schema: sinceParamSchema,
        says: t(
          '变化从何时说起:yesterday(昨日 8:00)、monday(今天之前最近的周一 8:00)、日期(当日 0:00)或日期时间(不写时区的按北京时间),不晚于所看的时刻;不填为上一次汇总。机构多的地区,与那时之前最近一次留存的汇总相比,没有的与上一次汇总相比,见 changes.since',
          'what changes are told since: yesterday (08:00 of the day before), monday (08:00 of the last one), a date (its beginning) or a date and time (China time where it names no zone), not later than the instant that is shown; the last summary where it is left out. Of regions with many agencies, the newest summary kept before it, or the last one where none was: changes.since says which',
        ),
        example: '2025-01-20T08:00:00+08:00',
      },
      ...pages(t('机构', 'the agencies')),
    ],
    answers: [complianceSchema, complianceListSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/compliance/450205/2024',
  },
  {
    id: 'getArchive',
    method: 'get',
    path: '/archive',
    title: t('全部机构、全部年度的归档', 'The archive of all agencies and years'),
    says: t(
      '每晚整理,分成哪几部分;小系统只有一部分。',
      'Made every night; which parts it has. A small system has one.',
    ),
    parameters: [
      {
        name: 'region',
        in: 'query',
        schema: z.optional(regionCodeSchema),
        says: t(
          '只要这个地区所在的部分,和它下面的部分',
          'the parts that this region lies in, or that lie in it, alone',
        ),
        example: '450205',
      },
    ],
    answers: [archiveSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/archive',
  },
  {
    id: 'getArchivePart',
    method: 'get',
    path: '/archive/{part}',
    title: t('归档的一部分', 'A part of the archive'),
    says: t(
      '何时整理,各年度多少机构、多少现行版本,与合计是否相同;每个文件的大小、行数、SHA-256,CSV 还有每一段年度的。',
      'When it was made; of each year how many agencies and reports in force, and whether their sums are the totals; of each file its size, rows and SHA-256, and of CSV those of every range of years.',
    ),
    parameters: [PART],
    answers: [archivePartSchema],
    errors: [400, 404],
    isVersioned: true,
    example: '/archive/000000',
  },
  {
    id: 'getArchiveFile',
    method: 'get',
    path: '/archive/{part}/{file}',
    title: t('归档的一个文件', 'A file of the archive'),
    says: t(
      'wide.csv 一个机构一年一行,tidy.csv 一格一行,tidy.parquet 与 tidy.csv 相同,figures.sqlite 有表 reports、cells、figures 和视图 tidy。没有现行版本的格是空的,不是 0。CSV 可用 from、to 只要几年。后加 .sha256 得到校验值,供 sha256sum -c。',
      'wide.csv has an agency’s year a line, tidy.csv a cell a line, tidy.parquet the same cells; figures.sqlite has the tables reports, cells and figures and the view tidy. A cell is empty, not 0, where no report is in force. from and to take some years of a CSV file. With .sha256 behind the name: its checksum, for sha256sum -c.',
    ),
    parameters: [
      PART,
      {
        name: 'file',
        in: 'path',
        schema: z.string(),
        says: t(
          'wide.csv、tidy.csv、tidy.parquet、figures.sqlite,或再加 .sha256',
          'wide.csv, tidy.csv, tidy.parquet or figures.sqlite; or one of them with .sha256',
        ),
        example: 'tidy.parquet',
      },
      year('from', t('从哪一年(CSV)', 'the first year (CSV)'), '2023'),
      year('to', t('到哪一年(CSV)', 'the last year (CSV)'), '2024'),
    ],
    answers: [],
    files: ['text/csv', 'application/vnd.apache.parquet', 'application/vnd.sqlite3', 'text/plain'],
    errors: [400, 404],
    isVersioned: true,
    example: '/archive/000000/tidy.parquet',
  },
  {
    id: 'getDictionary',
    method: 'get',
    path: '/dictionary',
    title: t('数据字典', 'The data dictionary'),
    says: t(
      '归档文件的每一列和两种格式年度报告表的每一格:中英文名称、类型、单位、依据;同一地址加 .csv 是 CSV。',
      'Every column of the archive’s files, and every cell of the form in both editions: label in Chinese and English, type, unit, article; the same address with .csv is CSV.',
    ),
    parameters: [
      {
        name: 'key',
        in: 'query',
        schema: z.optional(z.string()),
        says: t('只要这一列', 'this column alone'),
        example: '/applications/received/total',
      },
    ],
    answers: [dictionarySchema],
    errors: [400],
    isVersioned: true,
    example: '/dictionary?key=/applications/received/total',
  },
  {
    id: 'validate',
    method: 'post',
    path: '/validate',
    title: t('报送前检查一份报告', 'Check a report before filing'),
    says: t(
      '只看文件本身,规则与报送时相同;不留存。可能填错的格会给出应填的数。',
      'Checks the document by itself, with the rules it would meet when filed; nothing is kept. Where the cell most likely at fault can be told, what it should hold is said.',
    ),
    parameters: [],
    answers: [verdictSchema],
    errors: [400, 413, 415],
    isVersioned: false,
    example: '/validate',
  },
  {
    id: 'login',
    method: 'post',
    path: '/login',
    title: t('程序登录', 'Log a program in'),
    says: t(
      '用网站「程序凭据」页上显示的登录码换取令牌。登录码 10 分钟内有效,只能用一次。',
      'Exchanges the login code that the site’s page of credentials shows for the credential’s token. A code holds for 10 minutes and works once.',
    ),
    parameters: [],
    answers: [loginSchema],
    errors: [400, 403, 415, 429, 501],
    isVersioned: false,
    example: '/login',
    forPrograms: {
      body: loginAskedSchema,
      isBodyRequired: true,
      says: t('登录码', 'The login code'),
      sent: { code: 'ABCD-EFGH-JKLM-NPQR' },
      hasToken: false,
      answer: {
        token: 'gjc_EXAMPLE',
        credential: {
          id: 'EXAMPLE',
          name: '教育局办公系统',
          madeBy: '王芳',
          until: '2026-06-30T15:59:59.999Z',
          for: { kind: 'agency', agency: '450205-jyj', district: '450205', name: '柳北区教育局' },
        },
      },
    },
  },
  {
    id: 'lendUploadCredentials',
    method: 'post',
    path: '/agencies/{id}/upload-credentials',
    title: t('临时上传凭据', 'Temporary credentials to upload'),
    says: t(
      '凭令牌取得临时的 S3 凭据,只能写这个机关自己的报告、读自己的回执;任何 S3 工具都可以用。',
      'Lends temporary S3 credentials for a token: they write this agency’s own reports and read its own receipts, with any S3 client.',
    ),
    parameters: [ID],
    answers: [uploadCredentialsSchema],
    errors: [400, 401, 403, 404, 415, 429, 501],
    isVersioned: false,
    example: '/agencies/450205-jyj/upload-credentials',
    forPrograms: {
      body: uploadCredentialsAskedSchema,
      isBodyRequired: false,
      says: t('要用多久', 'For how long'),
      sent: { durationSeconds: 3600 },
      hasToken: true,
      answer: {
        accessKeyId: 'ASIAEXAMPLE',
        secretAccessKey: 'EXAMPLE',
        sessionToken: 'EXAMPLE',
        expiration: '2026-01-20T09:00:00.000Z',
        bucket: 'gouji-reports',
        region: 'cn-north-1',
        agency: '450205-jyj',
        district: '450205',
        prefixes: {
          put: ['inbox/450205/450205-jyj/', 'publication/450205/450205-jyj/'],
          get: ['inbox/450205/450205-jyj/', 'receipts/inbox/450205/450205-jyj/'],
        },
      },
    },
  },
  {
    id: 'search',
    method: 'get',
    path: '/search',
    title: t('按名称查找', 'Find by name'),
    says: t(
      '按名称、简称或拼音查找地区和机构,最多 20 个。',
      'Regions and agencies by name, abbreviation or pinyin; 20 at most.',
    ),
    parameters: [
      {
        name: 'q',
        in: 'query',
        schema: z.optional(z.string()),
        says: t(
          '名称的一部分,可用空格隔开地区和机构',
          'part of a name; a place and an agency set apart by a space',
        ),
        example: '柳州 教育局',
      },
    ],
    answers: [searchSchema],
    errors: [400],
    isVersioned: true,
    example: '/search?q=%E6%9F%B3%E5%8C%97',
  },
  {
    id: 'getRules',
    method: 'get',
    path: '/rules',
    title: t('全部规则', 'The rules'),
    says: t(
      '每条规则的公式、依据、例子,以及各年发现了多少。',
      'Each rule with its formula, its source, examples, and how often it has found something.',
    ),
    parameters: [],
    answers: [rulesSchema],
    errors: [400],
    isVersioned: true,
    example: '/rules',
  },
  {
    id: 'getHealth',
    method: 'get',
    path: '/health',
    title: t('是否在运行', 'Whether it runs'),
    says: t(
      '各部分是否正常,以及是哪个版本。有一部分不正常时答 503,并说明是哪一部分。',
      'Whether every part works, and which version it is. Where one fails the answer is 503 and names it.',
    ),
    parameters: [],
    answers: [healthSchema],
    failing: healthSchema,
    errors: [400],
    isVersioned: false,
    example: '/health',
  },
  {
    id: 'getConnection',
    method: 'get',
    path: '/connection',
    title: t('报告送到哪里', 'Where reports are uploaded'),
    says: t(
      '供命令行使用;不公布的系统答 404。',
      'For the command line; 404 where a system does not publish it.',
    ),
    parameters: [],
    answers: [connectionSchema],
    errors: [400, 404],
    isVersioned: false,
    example: '/connection',
  },
  {
    id: 'getOpenApi',
    method: 'get',
    path: '/openapi.json',
    title: t('本接口的 OpenAPI 3.1 描述', 'This API’s OpenAPI 3.1 description'),
    says: t('由校验所用的同一套模式生成。', 'Drawn from the schemas that the answers are checked with.'),
    parameters: [],
    answers: [],
    errors: [400],
    isVersioned: false,
    example: '/openapi.json',
  },
];

export const OPERATIONS: readonly Operation[] = DESCRIBED.map((operation) => ({
  ...operation,
  // A program that files is told in both languages.
  parameters: operation.forPrograms ? operation.parameters : [...operation.parameters, LANG],
}));

export type Status = ErrorStatus | 304 | 307 | 405 | 500;
const ERRORS: Readonly<Record<Status, Text>> = {
  304: { zh: '与手里的一份相同', en: 'The copy at hand is still right' },
  307: {
    zh: '这个时刻按日回答,Location 是那一日的网址',
    en: 'This instant is answered by its day, under the address in Location',
  },
  400: { zh: '某个参数不对,field 指出是哪个', en: 'A parameter is wrong; field says which' },
  401: { zh: '没有令牌,或令牌无效', en: 'There is no token, or it does not hold' },
  403: { zh: '不允许', en: 'Not allowed' },
  404: { zh: '没有这个地区、机构或年度', en: 'There is no such region, agency or year' },
  405: { zh: '这里不能用这个方法,Allow 列出可用的', en: 'Not with this method; Allow says with which' },
  413: { zh: '文件太大', en: 'The document is too large' },
  415: { zh: '不是 JSON', en: 'It is not JSON' },
  429: {
    zh: '请求太多,Retry-After 写明几秒后再试',
    en: 'Too many requests; Retry-After says when to try again',
  },
  501: { zh: '这里的存储不发放临时凭据', en: 'The store here lends no temporary credentials' },
  500: { zh: '系统出错;requestId 可供查询', en: 'Our own failure; requestId names it in the log' },
};
export const errorSays = (status: Status): Text => ERRORS[status];
