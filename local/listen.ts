import type { Server } from 'node:http';

/** Answers the port that the server has, on 127.0.0.1 where no host is given; `what` is told where somebody else has it. */
export async function listen(
  server: Server,
  port: number,
  what: string,
  host = '127.0.0.1',
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port}, wanted for ${what}, is taken; choose another one`)
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}
