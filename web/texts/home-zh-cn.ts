export const homeZhCn = {
  what: '政府信息公开工作年度报告：报送、核对、汇总、公开，一站办理。',
  doors: '从这里开始',
  file: {
    title: '报送年度报告',
    due: (year: number, day: string) => `${year}年度报告 ${day} 截止`,
    left: (days: string) => `还有 ${days} 天`,
    today: '今天截止',
    consolidatedDue: (name: string, year: number, day: string) => `${name}${year}年度汇总报告 ${day} 截止`,
    coming: (year: number, from: string, day: string) => `${year}年度报告 ${from} 起报送，${day} 截止`,
    past: (year: number, day: string) =>
      `各机关${year}年度报告依法已于 ${day} 截止（获准延期的除外），逾期的仍可报送。`,
    says: '读取 Word、WPS、Excel、PDF 等文件，先核对，再报送。',
  },
  filed: {
    title: '报送情况',
    in: (name: string, year: number) => `${name}${year}年度`,
    nobody: (name: string, year: number) => `${name}的机关名录里没有${year}年度应报送的机构。`,
    says: '谁未报、谁迟报、谁被退回，逐个机关列出。',
  },
  figures: {
    title: '查看数据',
    received: (name: string, year: number, count: string) => `${name}${year}年收到申请 ${count} 件`,
    nothing: (name: string) => `${name}还没有已接收的报告。`,
    says: '申请、办理结果、复议与诉讼，图表、数据均可下载。',
    departments: '哪些部门不予公开最多，为什么',
  },
  unloaded: (code: string, name: string) =>
    `首页设为 ${code}，而这个区划还没有导入，这里显示的是${name}。请运维人员检查设置，或导入该区划。`,
  more: (name: string, year: number) => `${name} ${year}年的全部图表和名单`,
  empty: {
    heading: '系统里还没有数据',
    regions: '还没有区划。请运维人员先导入区划，再导入机关名录：',
    home: (code: string) => `首页设为 ${code}，而这个区划还没有导入。请运维人员导入区划和机关名录：`,
    roster: '区划已导入，还没有机关名录。请运维人员导入：',
    commands: '导入的命令',
    demonstrationCommand: '演示的命令',
    demonstration: '仅供试看：在本机另用一个空文件夹启动，会导入演示数据：',
  },
};
