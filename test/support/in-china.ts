import { CHINA, type StageSettings } from '../../cdk/stages.ts';

/** As an operator fills it in. */
export const IN_CHINA: StageSettings = {
  ...CHINA,
  account: '111122223333',
  alarmMails: ['yunwei@example.cn'],
  site: {
    domainName: 'gouji.example.cn',
    certificateArn: 'arn:aws-cn:acm:cn-northwest-1:111122223333:certificate/1',
  },
  mail: {
    from: '公开办 <noreply@example.cn>',
    smtp: { host: 'smtp.example.cn', port: 465, secretName: 'gouji/smtp' },
  },
};
