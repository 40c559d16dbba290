import { spawnSync } from 'node:child_process';

/** The user that PostgreSQL runs as. */
export interface DatabaseUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const wantedName = 'avenue';

/**
 * PostgreSQL refuses to run as root: finds the user to run it as, or creates one. Null when this
 * process is not root and PostgreSQL runs as whoever this is.
 * @throws Error when there is no such user and none can be made.
 */
export function findDatabaseUser(): DatabaseUser | null {
  if (process.getuid?.() !== 0) return null;
  const known = findUser(wantedName) ?? findUser('postgres');
  if (known) return known;
  createUser();
  const user = findUser(wantedName) ?? findUser('nobody');
  if (user) return user;
  throw new Error(
    'PostgreSQL does not run as root, and the user "avenue" could not be created. ' +
      'Create it ("useradd --system avenue"), start Avenue as a normal user, or set DATABASE_URL.',
  );
}

/** True when `user` can enter `folder`. */
export function canEnter(user: DatabaseUser, folder: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return status === 0;
}

function createUser(): void {
  const attempts: readonly (readonly [string, readonly string[]])[] = [
    [
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', wantedName],
    ],
    ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', wantedName]],
  ];
  for (const [command, args] of attempts)
    if (spawnSync(command, args, { stdio: 'ignore' }).status === 0) return;
}

function findUser(name: string): DatabaseUser | null {
  const uid = readId('-u', name);
  const gid = readId('-g', name);
  if (uid === null || gid === null || uid === 0) return null;
  return { name, uid, gid };
}

function readId(flag: '-u' | '-g', name: string): number | null {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : null;
}
