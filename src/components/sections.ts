/** A section of the site; its pages lie under `<id>/`. */
export interface Section {
  id: string;
  title: string;
}

/** The sections that there are, in the order of the navigation: what leads to a section asks here. */
export const SECTIONS: readonly Section[] = [
  { id: 'postmortems', title: 'Postmortems' },
  { id: 'causes', title: 'Causes' },
  { id: 'services', title: 'Services' },
];

/** Whether there is a section to lead to. */
export function hasSection(id: string): boolean {
  return SECTIONS.some((section) => section.id === id);
}
