const channelName = 'avenue-session';

/** Tells the other windows of this browser that somebody has signed in. */
export function announceSignIn(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('signed-in');
  channel.close();
}

/** Calls `onSignIn` when somebody signs in in another window, or may have: when one comes back here. */
export function watchSignIn(onSignIn: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', onSignIn);
  window.addEventListener('focus', onSignIn);
  return () => {
    channel.close();
    window.removeEventListener('focus', onSignIn);
  };
}
