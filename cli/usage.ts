export const USAGE = `勾稽 gouji: collects, checks, adds up and charts reports on government information disclosure

  gouji start [--port 8787] [--s3-port 8788] [--dynamodb-port 8789] [--data .gouji] [--empty]
  gouji validate FILE… [--json]                   check documents offline / 离线校验
  gouji upload FILE|DIR… [--backfill RECEIVED_AT] [--endpoint URL]   上传报告并等待回执
  gouji load regions|roster|calendar FILE [--dry-run] [--yes] [--endpoint URL]  导入区划、机关名录、延期 (CSV or JSON)
  gouji rebuild [--endpoint URL]                  make everything anew from uploads and archive / 由上传与存档重算
  gouji verify  [--endpoint URL]                  prove that uploads, archive, reports and totals agree / 核对
  gouji summarise [--region CODE] [--year Y] [--at INSTANT] [--json|--csv] [--endpoint URL]   报送情况：谁未报、谁迟报
  gouji replay  [--list | --discard ID --reason TEXT] [--endpoint URL]   process dead letters again, list or discard them / 重放、列出、丢弃死信

Exit of validate and upload: 0 all accepted, 1 some returned, 2 some unreadable.
--endpoint is the web app's address, by default http://127.0.0.1:8787.
`;

/** What the user asked for can't be done as it was written. Printed without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
