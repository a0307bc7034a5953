/** The sections of the site in the order of the navigation. The pages of each are under `<id>/`. */
export const SECTIONS = ['postmortems', 'causes', 'services', 'actions', 'recurrences', 'trends'] as const;
