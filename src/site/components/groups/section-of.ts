/** The sections that the pages of each kind of group are in. */
export const SECTION_OF = { cause: 'causes', service: 'services', tag: 'postmortems', year: 'postmortems' } as const;
