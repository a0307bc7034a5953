// Shows the times of a postmortem in the time zone that the reader chooses, and stores the choice for other pages.
import { requireElement } from './dom.ts';
import { formats, t } from './text.ts';
import { type MomentStyle, zoneFormatter } from './zone-format.ts';

const KEY = 'nevertwice-zone';
const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONES: Readonly<Record<string, string>> = { utc: 'UTC', own: OWN_ZONE };

const choice = document.querySelector<HTMLFieldSetElement>('[data-zones]');
if (choice) offerZones(choice);

function offerZones(choice: HTMLFieldSetElement): void {
  requireElement(choice, '[data-own-zone]', HTMLElement).textContent = ` (${OWN_ZONE})`;
  const written = [...document.querySelectorAll<HTMLElement>('[data-zoned]')].map((element) => {
    const stepDay = element.closest<HTMLElement>('.step-day');
    return { element, stepDay, text: element.textContent, hidden: element.hidden, dayHidden: stepDay?.hidden };
  });
  const name = document.querySelector<HTMLElement>('[data-zone-name]');
  const writtenName = name?.textContent ?? '';
  const apply = (chosen: string) => {
    const zone = ZONES[chosen];
    for (const { element, stepDay, text, hidden, dayHidden } of written) {
      element.textContent = text;
      element.hidden = hidden;
      if (stepDay) stepDay.hidden = dayHidden ?? false;
    }
    if (name) name.textContent = zone ? t('zones.in', { zone }) : writtenName;
    if (zone) rewrite(zone);
  };
  choice.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    apply(target.value);
    storeChoice(target.value);
  });
  const remembered = [...choice.querySelectorAll('input')].find(({ value }) => value === storedChoice());
  if (remembered) {
    remembered.checked = true;
    apply(remembered.value);
  }
  choice.hidden = false;
}

function rewrite(zone: string): void {
  const format = zoneFormatter(zone, formats.locale);
  let lastDay: string | undefined;
  const offsets = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>('[data-zoned]')) {
    const style = element.dataset.zoned as MomentStyle;
    const time = element.closest('[data-at]')?.getAttribute('data-at') ?? element.getAttribute('datetime');
    if (!time) continue;
    const text = format[style](new Date(time));
    element.textContent = text;
    if (style === 'offset') offsets.add(text);
    const stepDay = element.closest<HTMLElement>('.step-day');
    if (!stepDay) continue;
    stepDay.hidden = text === lastDay;
    lastDay = text;
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-zoned=offset]'))
    element.hidden = offsets.size < 2;
}

// Browsers may refuse storage; then the choice applies to this page only.
function storeChoice(choice: string): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {}
}

function storedChoice(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
