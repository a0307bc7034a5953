import { t } from '../text.ts';

/** Milliseconds until the first and the second message. */
const SLOW = 700;
const VERY_SLOW = 8000;

/** Shows a message when a search takes long. */
export interface SlowNotice {
  /** Starts the timers; does nothing if they are running. */
  begin(): void;
  end(): void;
}

/** Makes a notice that passes its messages to `say`. */
export function makeSlowNotice(say: (message: string) => void): SlowNotice {
  const timers: ReturnType<typeof setTimeout>[] = [];
  return {
    begin() {
      if (timers.length > 0) return;
      timers.push(setTimeout(say, SLOW, t('search.slow')));
      timers.push(setTimeout(say, VERY_SLOW, t('search.verySlow')));
    },
    end: () => timers.splice(0).forEach(clearTimeout),
  };
}
