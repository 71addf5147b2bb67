/** Every command with its options, for `--help` and for reading what was typed. A new option is one line here. */
import type { Text } from '../shared/domain/basics/text.ts';
import { LOADABLE_LIST, LOAD_USAGE, UNDO_USAGE } from './load-words.ts';

export interface Option extends Text {
  readonly type: 'string' | 'boolean';
  readonly default?: string | boolean;
  /** May be given several times. */
  readonly multiple?: true;
  /** What its value is called, where it takes one. */
  readonly value?: string;
}

export interface CommandHelp {
  readonly does: Text;
  /** What follows `gouji`, a line for each form. */
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  /** What its exits below 64 mean. */
  readonly exits: readonly (readonly [number, Text])[];
}

export const DEFAULT_ENDPOINT = 'http://127.0.0.1:8787';

const t = (zh: string, en: string): Text => ({ zh, en });

const ENDPOINT = {
  type: 'string',
  default: DEFAULT_ENDPOINT,
  value: 'URL',
  zh: '系统网页的地址',
  en: 'address of the system’s pages',
} as const;

const SITE = {
  type: 'string',
  value: 'URL',
  zh: `网站地址,默认为 ${DEFAULT_ENDPOINT}`,
  en: `address of the site, by default ${DEFAULT_ENDPOINT}`,
} as const;

const port = (number: string, zh: string, en: string) =>
  ({ type: 'string', default: number, value: 'PORT', zh, en }) as const;

const JUDGED = [
  [0, t('全部接收', 'all accepted')],
  [1, t('有退回的', 'some returned')],
  [2, t('有无法读取的', 'some unreadable')],
] as const;
const DONE = [0, t('完成', 'done')] as const;

export const COMMANDS = {
  start: {
    does: t(
      '在本机启动整套系统;空数据文件夹会先载入演示数据',
      'starts the whole system on this machine; an empty data folder gets the demonstration first',
    ),
    usage: [
      'start [--port 8787] [--s3-port 8788] [--dynamodb-port 8789] [--data .gouji] [--empty] [--log file|stdout|none] [--operator-port PORT] [--host ADDRESS] [--home CODE]',
    ],
    options: {
      port: port('8787', '网页和接口的端口', 'port of the pages and the API'),
      's3-port': port('8788', '存储(S3)的端口', 'port of the S3 store'),
      'dynamodb-port': port('8789', '数据表(DynamoDB)的端口', 'port of the table'),
      data: { type: 'string', default: '.gouji', value: 'DIR', zh: '数据文件夹', en: 'folder of the data' },
      empty: {
        type: 'boolean',
        default: false,
        zh: '不载入演示数据',
        en: 'without the demonstration',
      },
      host: {
        type: 'string',
        value: 'ADDRESS',
        zh: '网页和接口监听的地址;不写则只在本机(127.0.0.1)。只用于别的机器上有 TLS 代理时,须设 SITE_URL',
        en: 'address that the pages and the API listen at; without it 127.0.0.1 only. For a TLS proxy on another machine, with SITE_URL set',
      },
      home: {
        type: 'string',
        value: 'CODE',
        zh: '首页、“报送情况”和“数据”从哪个地区开始,如 450200;不写则从已导入的最上级开始。也可用环境变量 HOME_REGION',
        en: 'region that the start page and the doors of the header lead to, as 450200; without it, the top of what is loaded. Or by HOME_REGION',
      },
      'operator-port': {
        type: 'string',
        value: 'PORT',
        zh: '运维端口,只在本机:/metrics(Prometheus);设了 SITE_URL 时,命令的 --endpoint 也用它;不写则没有',
        en: 'port for operators, on this machine only: /metrics for Prometheus, and the --endpoint of commands where SITE_URL is set; none without it',
      },
      log: {
        type: 'string',
        value: 'PLACE',
        zh: '日志写到哪里:file(数据文件夹的 logs/,默认)、stdout(供 journald)、none;也可用环境变量 GOUJI_LOG',
        en: 'where the log goes: file (logs/ of the data folder, the default), stdout (for journald), none; or by GOUJI_LOG',
      },
    },
    examples: [
      'gouji start',
      'gouji start --data /srv/gouji --empty',
      'gouji start --data /srv/liuzhou --empty --home 450200',
    ],
    exits: [[0, t('按要求停止', 'stopped as asked')]],
  },
  validate: {
    does: t('离线校验报告', 'checks documents offline'),
    usage: ['validate FILE… [--last-year FILE] [--json]'],
    options: {
      'last-year': {
        type: 'string',
        value: 'FILE',
        zh: '上一年度的报告,用于逐年比对',
        en: 'the report of the year before, to compare with',
      },
      json: {
        type: 'boolean',
        default: false,
        zh: '输出 JSON:[{file, outcome, findings}]',
        en: 'prints JSON: [{file, outcome, findings}]',
      },
    },
    examples: ['gouji validate 2024.json --last-year 2023.json', 'gouji validate reports/*.json --json'],
    exits: JUDGED,
  },
  convert: {
    does: t(
      '把 Word、WPS、Excel、PDF、网页或文本里的报告转成报告文件,说不准的逐一询问',
      'makes reports of Word, WPS, Excel, PDF, web or text files, and asks about what is not certain',
    ),
    usage: ['convert FILE… [--json] [--out DIR] [--year Y] [--agency ID] [--last-year FILE]'],
    options: {
      json: {
        type: 'boolean',
        default: false,
        zh: '输出 JSON:[{file, outcome, edition, document, asks, notes}];有 --out 才写文件',
        en: 'prints JSON: [{file, outcome, edition, document, asks, notes}]; writes files only with --out',
      },
      out: {
        type: 'string',
        value: 'DIR',
        zh: '写到哪个文件夹',
        en: 'folder that the reports are written to',
      },
      year: { type: 'string', value: 'Y', zh: '报告年度', en: 'report year' },
      agency: { type: 'string', value: 'ID', zh: '机构标识', en: 'id of the agency' },
      'last-year': {
        type: 'string',
        value: 'FILE',
        zh: '上一年度的报告:提供机关,并用来拆分连在一起的数字',
        en: 'the report of the year before: it names the agency and parts figures that run together',
      },
    },
    examples: ['gouji convert 2024年报.docx', 'gouji convert *.docx --out reports --last-year 2023.json'],
    exits: [
      [0, t('全部读出', 'all read')],
      [1, t('有要问的', 'some ask')],
      [2, t('有不能转换的', 'some refused')],
    ],
  },
  upload: {
    does: t(
      '上传报告并等待回执;一个文件夹里的文件按文件名中数字的大小依次上传(2 在 10 之前)',
      'uploads reports and waits for their receipts; a folder’s files in the order of the numbers in their names (2 before 10)',
    ),
    usage: ['upload FILE|DIR… [--backfill RECEIVED_AT] [--endpoint URL]'],
    options: {
      backfill: {
        type: 'string',
        value: 'RECEIVED_AT',
        zh: '补录:当时的收到时间,例如 2024-01-30T10:00:00+08:00',
        en: 'of earlier years: when they were received, such as 2024-01-30T10:00:00+08:00',
      },
      // Without it, the site that was logged in at.
      endpoint: {
        type: 'string',
        value: 'URL',
        zh: `系统网页的地址;不填则为登录的网站,未登录则为 ${DEFAULT_ENDPOINT}`,
        en: `address of the system’s pages; without it the site that you are logged in at, else ${DEFAULT_ENDPOINT}`,
      },
    },
    examples: ['gouji upload 2024.json', 'gouji upload reports --backfill 2024-01-30T10:00:00+08:00'],
    exits: JUDGED,
  },
  login: {
    does: t(
      '用网站「程序凭据」页上的登录码登录,之后 gouji upload 以这个凭据报送',
      'logs in by the code that the site’s page of credentials shows; gouji upload then files by that credential',
    ),
    usage: ['login [--site URL] [--code CODE]'],
    options: {
      site: SITE,
      code: {
        type: 'string',
        value: 'CODE',
        zh: '登录码;不填则在终端询问',
        en: 'the login code; without it, it is asked for at the terminal',
      },
    },
    examples: ['gouji login --site https://gouji.example.cn'],
    exits: [DONE],
  },
  logout: {
    does: t('删去这里保存的令牌', 'forgets the token that is kept here'),
    usage: ['logout [--site URL]'],
    options: {
      site: {
        ...SITE,
        zh: '网站地址,默认为最近登录的',
        en: 'address of the site, by default the last one logged in at',
      },
    },
    examples: ['gouji logout'],
    exits: [DONE],
  },
  'upload-credentials': {
    does: t(
      '打印某机关的临时 S3 凭据(AWS credential_process 的格式),供任何 S3 工具使用',
      'prints temporary S3 credentials of an agency in the form of AWS’s credential_process, for any S3 client',
    ),
    usage: ['upload-credentials AGENCY [--site URL]'],
    options: {
      site: {
        ...SITE,
        zh: '网站地址,默认为最近登录的',
        en: 'address of the site, by default the last one logged in at',
      },
    },
    examples: ['gouji upload-credentials 450205-jyj'],
    exits: [DONE],
  },
  load: {
    does: t(
      `导入${LOADABLE_LIST.zh}、人员授权(CSV 或 JSON,地图为 GeoJSON),或撤回上一次导入`,
      `loads ${LOADABLE_LIST.en}, officers (CSV or JSON; a map as GeoJSON), or takes the last load of one back`,
    ),
    usage: [
      `${LOAD_USAGE} [--over-page] [--approval-number NUMBER] [--dry-run] [--yes] [--endpoint URL]`,
      `${UNDO_USAGE} [--dry-run] [--yes] [--endpoint URL]`,
    ],
    options: {
      'dry-run': {
        type: 'boolean',
        default: false,
        zh: '只说会改变什么,不写入',
        en: 'tells what would change and writes nothing',
      },
      'over-page': {
        type: 'boolean',
        default: false,
        zh: '人员名单：网页上授予或收回过的，也按文件改',
        en: 'officers: also changes what was granted or withdrawn on the page',
      },
      'approval-number': {
        type: 'string',
        value: 'NUMBER',
        zh: '地图的审图号,文件自己没有写明时必填',
        en: 'the map’s approval number (审图号), needed where the file does not say it',
      },
      yes: {
        type: 'boolean',
        default: false,
        zh: '不询问,直接写入默认地址的系统',
        en: 'writes to the system at the default address without asking',
      },
      // Without it, a person at a terminal is asked whether they mean the default one.
      endpoint: { type: 'string', value: 'URL', zh: ENDPOINT.zh, en: ENDPOINT.en },
    },
    examples: [
      'gouji load roster roster.csv --dry-run',
      'gouji load calendar calendar.csv',
      'gouji load officers officers.csv',
      'gouji load map 450000.geojson --approval-number "GS(2024)0650号"',
      'gouji load undo roster',
    ],
    exits: [
      DONE,
      [
        1,
        t(
          '文件有错、不能撤回或未获确认,没有改动',
          'the file has faults, the load cannot be taken back, or the answer was no; nothing was changed',
        ),
      ],
    ],
  },
  rebuild: {
    does: t('由上传与存档重算各项数字和合计', 'makes everything anew from uploads and archive'),
    usage: ['rebuild [--endpoint URL]'],
    options: { endpoint: ENDPOINT },
    examples: ['gouji rebuild'],
    exits: [DONE, [1, t('有未能重算的', 'some could not be recomputed')]],
  },
  verify: {
    does: t('核对上传、存档、报告与合计相符', 'proves that uploads, archive, reports and totals agree'),
    usage: ['verify [--endpoint URL]'],
    options: { endpoint: ENDPOINT },
    examples: ['gouji verify'],
    exits: [
      [0, t('全部相符', 'all agree')],
      [1, t('有不符的,逐条列出', 'some do not, and are listed')],
    ],
  },
  summarise: {
    does: t('报送情况:谁未报、谁迟报', 'the compliance summary: who is missing, who is late'),
    usage: ['summarise [--region CODE] [--year Y] [--at INSTANT] [--json|--csv] [--endpoint URL]'],
    options: {
      region: {
        type: 'string',
        default: '000000',
        value: 'CODE',
        zh: '六位行政区划代码',
        en: 'region code of six digits',
      },
      year: {
        type: 'string',
        value: 'Y',
        zh: '报告年度,默认为上一年',
        en: 'report year, by default the last one that has ended',
      },
      at: {
        type: 'string',
        value: 'INSTANT',
        zh: '截至何时,例如 2025-03-01T08:00+08:00',
        en: 'as of when, such as 2025-03-01T08:00+08:00',
      },
      json: { type: 'boolean', default: false, zh: '输出 JSON', en: 'prints JSON' },
      csv: { type: 'boolean', default: false, zh: '输出 CSV', en: 'prints CSV' },
      endpoint: ENDPOINT,
    },
    examples: ['gouji summarise --region 450200', 'gouji summarise --year 2024 --csv > 2024.csv'],
    exits: [DONE],
  },
  redact: {
    does: t(
      '永久删去一次报送的文字(如误登的个人隐私),数字保留',
      'takes the texts of a submission away for good, such as private data that slipped through; its figures stay',
    ),
    usage: ['redact SUBMISSION --reason TEXT [--by NAME] [--copy BUCKET] [--yes] [--endpoint URL]'],
    options: {
      reason: { type: 'string', value: 'TEXT', zh: '理由,留存备查', en: 'why, which is kept' },
      by: { type: 'string', value: 'NAME', zh: '经办人,留存备查', en: 'who does it, which is kept' },
      copy: {
        type: 'string',
        value: 'BUCKET',
        zh: '同时清除副本桶中的版本',
        en: 'also in the bucket of the second copy',
      },
      yes: { type: 'boolean', default: false, zh: '不询问', en: 'without asking' },
      endpoint: ENDPOINT,
    },
    examples: [
      'gouji redact 450205-jyj/2026/0006A3F1C2D40000 --reason 误登申请人手机号码',
      'gouji redact http://127.0.0.1:8787/agencies/450205-jyj/years/2026/submissions/0006A3F1C2D40000 --reason TEXT --by NAME',
    ],
    exits: [DONE, [1, t('未获确认,没有改动', 'the answer was no; nothing was changed')]],
  },
  audit: {
    does: t(
      '审计记录:何人、何时、对什么、做了什么,由近及远',
      'the audit trail: who did what, to what, and when, the newest first',
    ),
    usage: [
      'audit [--from DAY] [--to DAY] [--region CODE] [--act ACT] [--by MAIL] [--json|--csv] [--endpoint URL]',
    ],
    options: {
      from: {
        type: 'string',
        value: 'DAY',
        zh: '自哪一天起(北京时间),默认为 31 天前',
        en: 'the first day (China time), by default 31 days before the last',
      },
      to: {
        type: 'string',
        value: 'DAY',
        zh: '到哪一天为止,默认为今天',
        en: 'the last day, by default today',
      },
      region: {
        type: 'string',
        value: 'CODE',
        zh: '只看这个地区及其以下',
        en: 'this region and those below it only',
      },
      act: { type: 'string', value: 'ACT', zh: '只看这一事项,例如 load', en: 'this act only, such as load' },
      by: { type: 'string', value: 'MAIL', zh: '只看这个人', en: 'this person only' },
      json: { type: 'boolean', default: false, zh: '输出 JSON', en: 'prints JSON' },
      csv: { type: 'boolean', default: false, zh: '输出 CSV', en: 'prints CSV' },
      endpoint: ENDPOINT,
    },
    examples: [
      'gouji audit',
      'gouji audit --region 450200 --from 2026-01-01 --to 2026-03-31 --csv > audit.csv',
    ],
    exits: [DONE],
  },
  act: {
    does: t(
      '主管部门的处理:退回、要求更正、审核通过、答复说明、记录、催报、延期、登记公布情况、改名录、遮蔽文字、撤销;先说后果再做',
      'the office’s acts: return, demand a correction, confirm, answer explanations, note, remind, extend, record a publication, change the roster, withhold texts, withdraw; tells what would change first',
    ),
    usage: [
      'act return|demand REPORT --until DAY --reason TEXT [--place PATH]… [--dry-run] [--yes] [--endpoint URL]',
      'act confirm|withhold REPORT [--reason TEXT] [--dry-run] [--yes] [--endpoint URL]',
      'act explanation REPORT --answer recognised|refused [--reason TEXT] [--dry-run] [--yes] [--endpoint URL]',
      'act note AGENCY/YEAR --reason TEXT [--until DAY] [--yes] [--endpoint URL]',
      'act remind AGENCY/YEAR… [--reason TEXT] [--dry-run] [--yes] [--endpoint URL]',
      'act extend AGENCY/YEAR|REGION/YEAR --until DAY|none --reason TEXT --source TEXT [--kind KIND] [--dry-run] [--yes] [--endpoint URL]',
      'act publication AGENCY/YEAR --on DAY [--url URL] [--dry-run] [--yes] [--endpoint URL]',
      'act roster AGENCY [--name TEXT] [--pinyin TEXT] [--aliases TEXT] [--kind KIND] [--from YEAR] [--to YEAR] [--mail MAIL] [--phone TEXT] [--reminders yes|no] [--predecessors IDS] --reason TEXT [--dry-run] [--yes] [--endpoint URL]',
      'act merge AGENCY… --into AGENCY --from YEAR --reason TEXT [--dry-run] [--yes] [--endpoint URL]',
      'act withdraw AGENCY/YEAR --act ID --reason TEXT [--dry-run] [--yes] [--endpoint URL]',
      'act list AGENCY/YEAR [--endpoint URL]',
    ],
    options: {
      until: {
        type: 'string',
        value: 'DAY',
        zh: '更正期限(含当日)、承诺的日子,或延期到哪一天,例如 2025-03-15;none 撤销延期',
        en: 'last day for the correction, the day of a promise, or the new deadline, such as 2025-03-15; none withdraws an extension',
      },
      reason: {
        type: 'string',
        value: 'TEXT',
        zh: '理由;退回和要求更正的理由公开显示,并发给机关',
        en: 'why; of a return or demand everybody reads it, and the agency is sent it',
      },
      place: {
        type: 'string',
        multiple: true,
        value: 'PATH',
        zh: '要更正的位置,可多次给出,例如 /applications/results/total',
        en: 'a place to correct, given once for each, such as /applications/results/total',
      },
      answer: {
        type: 'string',
        value: 'ANSWER',
        zh: '说明认可(recognised)或不予认可(refused)',
        en: 'whether the explanations are recognised or refused',
      },
      source: {
        type: 'string',
        value: 'TEXT',
        zh: '延期的依据,例如文号',
        en: 'what an extension rests on, such as the number of a document',
      },
      kind: {
        type: 'string',
        value: 'KIND',
        zh: '只为这一类机关延期,或名录中的类别,例如 department',
        en: 'extends for this kind of agency only; roster: the kind, such as department',
      },
      on: {
        type: 'string',
        value: 'DAY',
        zh: '公布日期,例如 2025-01-24',
        en: 'when it was published, such as 2025-01-24',
      },
      url: { type: 'string', value: 'URL', zh: '公布网址', en: 'where it was published' },
      name: { type: 'string', value: 'TEXT', zh: '名录:名称', en: 'roster: the name' },
      pinyin: {
        type: 'string',
        value: 'TEXT',
        zh: '名录:名称的拼音,不带声调;"" 则自动注音',
        en: 'roster: the name in pinyin, without tones; "" lets it be made',
      },
      aliases: {
        type: 'string',
        value: 'TEXT',
        zh: '名录:别名,用 | 分开',
        en: 'roster: other names, separated by |',
      },
      to: { type: 'string', value: 'YEAR', zh: '名录:最后年度', en: 'roster: the last year' },
      from: {
        type: 'string',
        value: 'YEAR',
        zh: '名录:起始年度;合并:自哪一年度起',
        en: 'roster: the first year; merge: from which year on',
      },
      mail: { type: 'string', value: 'MAIL', zh: '名录:联系邮箱', en: 'roster: the address' },
      phone: { type: 'string', value: 'TEXT', zh: '名录:联系电话', en: 'roster: the telephone' },
      reminders: { type: 'string', value: 'yes|no', zh: '名录:邮件催报', en: 'roster: reminders by mail' },
      predecessors: {
        type: 'string',
        value: 'IDS',
        zh: '名录:前身,用 | 分开',
        en: 'roster: predecessors, separated by |',
      },
      into: {
        type: 'string',
        value: 'AGENCY',
        zh: '合并到哪个机关',
        en: 'the agency that those merged go on in',
      },
      act: {
        type: 'string',
        value: 'ID',
        zh: '要撤销的处理的编号,见 gouji act list',
        en: 'the act to withdraw, as gouji act list names it',
      },
      'dry-run': {
        type: 'boolean',
        default: false,
        zh: '只说会改变什么,不写入',
        en: 'tells what would change and writes nothing',
      },
      yes: { type: 'boolean', default: false, zh: '不询问', en: 'without asking' },
      endpoint: ENDPOINT,
    },
    examples: [
      'gouji act return 450205-jyj/2024 --until 2025-03-15 --reason 表三与台账不符 --dry-run',
      'gouji act confirm 450205-jyj/2024/0006A3F1C2D40000',
      'gouji act remind 450205-jyj/2024 450205-tjj/2024 --reason 请于本周内报送',
      'gouji act extend 450205/2024 --kind department --until 2025-02-10 --reason 机构改革 --source 柳政办函〔2025〕3号',
      'gouji act list 450205-jyj/2024',
    ],
    exits: [
      DONE,
      [
        1,
        t('不能这样处理,或未获确认;没有改动', 'it cannot be done, or the answer was no; nothing was changed'),
      ],
    ],
  },
  'reset-second-step': {
    does: t(
      '取消一个人登记的手机和备用码(手机和备用码都丢了),下次登录时重新登记',
      'takes the telephone and recovery codes of somebody who lost both away; they enrol anew at the next sign-in',
    ),
    usage: ['reset-second-step MAIL [--yes] [--endpoint URL]'],
    options: {
      yes: { type: 'boolean', default: false, zh: '不询问', en: 'without asking' },
      endpoint: ENDPOINT,
    },
    examples: ['gouji reset-second-step zwgk@example.gov.cn'],
    exits: [DONE, [1, t('未获确认,没有改动', 'the answer was no; nothing was changed')]],
  },
  replay: {
    does: t('重放死信,补收遗漏的上传', 'processes dead letters again, and uploads that were left out'),
    usage: ['replay [--list | --discard ID --reason TEXT] [--endpoint URL]'],
    options: {
      list: { type: 'boolean', default: false, zh: '只列出死信', en: 'lists the dead letters only' },
      discard: {
        type: 'string',
        value: 'ID',
        zh: '丢弃一封死信,原文留存',
        en: 'discards a dead letter, which is kept aside',
      },
      reason: { type: 'string', value: 'TEXT', zh: '丢弃的理由', en: 'why it is discarded' },
      endpoint: ENDPOINT,
    },
    examples: ['gouji replay', 'gouji replay --list'],
    exits: [DONE, [1, t('有仍未成功的', 'some failed again')]],
  },
  redrive: {
    does: t(
      '把 AWS 死信队列中的消息退回原队列(中国区域的 SQS 没有此功能)',
      'moves the messages of a dead-letter queue on AWS back to their queue, which SQS itself can’t do in China',
    ),
    usage: ['redrive QUEUE [--region REGION]'],
    options: {
      region: {
        type: 'string',
        value: 'REGION',
        zh: 'AWS 区域,默认按环境设置',
        en: 'the AWS region; by default that of the environment',
      },
    },
    examples: ['gouji redrive GoujiChinaData-InboxDeadLettersQueue1B648190-abc --region cn-northwest-1'],
    exits: [DONE],
  },
  export: {
    does: t(
      '把运行中的系统(数据表和全部文件版本)导出到一个空文件夹',
      'writes a running system, its table and every version in its bucket, to an empty folder',
    ),
    usage: ['export DIR [--endpoint URL]'],
    options: { endpoint: ENDPOINT },
    examples: ['gouji export /backup/2026-01-31'],
    exits: [DONE],
  },
  import: {
    does: t(
      '把导出的系统放进一个空的数据文件夹;收到时间和版本号不变',
      'puts an exported system into an empty data folder; when reports were received, and their versions, stay',
    ),
    usage: ['import DIR [--data .gouji]'],
    options: {
      data: { type: 'string', default: '.gouji', value: 'DIR', zh: '数据文件夹', en: 'folder of the data' },
    },
    examples: ['gouji import /backup/2026-01-31 --data /srv/gouji'],
    exits: [DONE],
  },
} as const satisfies Readonly<Record<string, CommandHelp>>;
export type CommandName = keyof typeof COMMANDS;

export const isCommandName = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);
