/** The name filter: what it must catch however it is spelled, and which ordinary names it must leave alone. */
import { describe, expect, test } from 'vitest';
import { suggestName } from '../../renderer/play/suggest-name.ts';
import { Random } from '../../src/core/prng.ts';
import { isRude } from '../../src/worker/name-filter.ts';

describe('rude names are found', () => {
  test.each([
    ...['fuck', 'FUCK YOU', 'motherfucker', 'xXfuckXx', 'Shithead', 'bullshit', 'asshole', 'Bitch'],
    ...['cunt', 'big dick', 'dickhead', 'Dick', 'penis', 'vagina', 'pussy', 'whore', 'slut', 'wanker'],
    ...['faggot', 'fag', 'nigger', 'nigga', 'retard', 'tranny', 'rapist', 'porn', 'Hitler', 'Nazi', 'kike'],
  ])('%s', (name) => expect(isRude(name)).toBe(true));

  test.each([
    ...['fuuuuck', 'f u c k', 'f.u.c.k', 'F_U_C_K', 'f-u-c-k', 'fu ck', 'f uck', 'f*ck', 'fück'],
    ...['sh1t', '$hit', 's h i t', 'a$$hole', 'b1tch', 'n1gg3r', 'p3n15', 'c*nt', 'd1ck', '5hit', '_shit_'],
  ])('in disguise: %s', (name) => expect(isRude(name)).toBe(true));
});

describe('ordinary names are left alone', () => {
  test.each([
    ...['Scunthorpe', 'Penistone', 'Essex', 'Sussex', 'Middlesex', 'Lightwater', 'Clitheroe', 'Cockermouth'],
    ...[
      'Hancock',
      'Peacock',
      'Joe Cocker',
      'Cockburn',
      'Dickens',
      'Dickinson',
      'Dickson',
      'Riddick',
      'Roddick',
    ],
    ...['Cummings', 'Alan Cumming', 'Cumhur', 'Fagan', 'Fagin', 'Sexton', 'Titus', 'Analia', 'Anushka'],
    ...[
      'Siriporn',
      'Pornthip',
      'Georgy',
      'Stefanus',
      'Manus',
      'Janus',
      'Akshit',
      'Rakshit',
      'Angga',
      'Rangga',
    ],
    ...['Arsene', 'Arsema', 'Assia', 'Assunta', 'Asselin', 'Semenov', 'Matsushita', 'Takeshi', 'Shitake'],
    ...['Draper', 'Raphael', 'Rapunzel', 'Fu', 'Wu', 'Phuc', 'Nigel', 'Negroni', 'Montenegro', 'Van Dyke'],
    ...['Hooker', 'Babich', 'Dikshit', 'Pissarro', 'Slutsky', 'Wankel', 'Booboo', 'Ginger', 'Snigger'],
    ...['Cassandra', 'Bassett', 'Grassy', 'Class 3B', 'Massimo', 'Assaf', 'Constance', 'Cuckoo'],
    ...['S. Lutz', 'P. Ornstein', 'S Hitchens', 'Jo An', 'Al', 'Bo', 'J.R.', 'A B C', 'M & M', 'Player 455'],
    ...[
      '1234',
      '42',
      'Mia',
      'Jonas',
      'Aunt Rosa',
      'Ängström',
      'Zoë',
      'José',
      'Øyvind',
      'Анна',
      '李雷',
      'ひなた',
    ],
    ...['محمد', '🦊', '<b>Bobby</b>', 'Ken is here', 'Pen Island', 'Mike Hunt 2', '...'],
  ])('%s', (name) => expect(isRude(name)).toBe(false));

  test('every name that the page suggests', () => {
    const random = new Random(2);
    for (let i = 0; i < 2_000; i++) {
      const name = suggestName(() => random.next());
      expect(isRude(name), name).toBe(false);
    }
  });
});
