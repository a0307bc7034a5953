import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import { type PostmortemEntry, postmortemLoader, type SiteEntry, siteLoader } from './loader.ts';

// What the loaders put in was held against the schema by the parser; here it only gets its type.
export const collections = {
  postmortems: defineCollection({ loader: postmortemLoader(), schema: z.custom<PostmortemEntry>() }),
  site: defineCollection({ loader: siteLoader(), schema: z.custom<SiteEntry>() }),
};
