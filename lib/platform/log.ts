import pino from 'pino';

/** JSON lines on stderr; never holds texts of products, passwords or tokens. */
export const log = pino(
  { level: process.env.LOG_LEVEL ?? 'info', base: { pid: process.pid } },
  pino.destination({ dest: 2, sync: false }),
);
