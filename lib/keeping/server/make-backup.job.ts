import { makeDueBackup } from './make-due-backup';

export async function handle(): Promise<void> {
  await makeDueBackup();
}
