/** A section of the site; its pages are under `<id>/`. */
export interface Section {
  id: string;
  title: string;
}

/** In the order of the navigation. */
export const SECTIONS: readonly Section[] = [
  { id: 'postmortems', title: 'Postmortems' },
  { id: 'causes', title: 'Causes' },
  { id: 'services', title: 'Services' },
  { id: 'actions', title: 'Action items' },
  { id: 'recurrences', title: 'Recurrences' },
  { id: 'trends', title: 'Trends' },
];
