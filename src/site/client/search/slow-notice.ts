/** Milliseconds after which waiting is said, and after which the reason is. */
const SLOW = 700;
const VERY_SLOW = 8000;

/** Says that something takes long, when it does. */
export interface SlowNotice {
  /** Does nothing while it is waited already. */
  begin(): void;
  end(): void;
}

/** `say` is given what a reader is to know. */
export function makeSlowNotice(say: (message: string) => void): SlowNotice {
  const timers: ReturnType<typeof setTimeout>[] = [];
  return {
    begin() {
      if (timers.length > 0) return;
      timers.push(setTimeout(say, SLOW, 'Searching …'));
      timers.push(setTimeout(say, VERY_SLOW, 'Still loading. The network is slow; links work without the search.'));
    },
    end: () => timers.splice(0).forEach(clearTimeout),
  };
}
