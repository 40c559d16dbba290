export { openBackup } from './write-archive';
export { restoreBackup } from './restore-backup';
export { writeBackup } from './write-backup';
