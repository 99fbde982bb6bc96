/** What is asked of the page around banner and panel. */
import type { Rule } from './rules';

export const PAGE_RULES: Rule[] = [
  {
    rule: 'nothing-ticked',
    source: 'CJEU C-673/17 (Planet49); GDPR recital 32; EDPB Cookie Banner Taskforce report ¶10',
    check: ({ surfaces, policy, undecided }) => {
      if (!undecided) return [];
      const required = (policy.purposes || []).filter((purpose) => purpose.required).map(({ id }) => id);
      const inputs = surfaces.flatMap(({ root }) => [...root.querySelectorAll<HTMLInputElement>('input:checked:not(:disabled)')]);
      return inputs.filter(({ name }) => !required.includes(name)).map(({ name }) => `${name} is on before anybody said so`);
    },
  },
  {
    rule: 'reopen',
    source: 'GDPR art. 7(3); EDPB Cookie Banner Taskforce report ¶32–35',
    check: ({ reopens }) => (reopens ? [] : ['nothing on this page reopens the choices']),
  },
  {
    rule: 'no-wall',
    source: 'EDPB 05/2020 ¶39–41; CNIL 2020-091',
    check: ({ locked, policy }) => (locked && !policy.style?.modal ? ['the page cannot be scrolled or used while the banner is open'] : []),
  },
];
