/** What can be set for the next match: bots, and the numbers that the game's rules name. */
import type { RoomCommand, RoomInfo } from '../../src/protocol/messages.ts';
import { type AnyGame, BOT_LEVELS, type BotLevel } from '../../src/sdk/game.ts';
import { isBetweenMatches } from './between-matches.ts';
import './room-settings.css';
import { Stepper } from './stepper.tsx';
import { TEXTS } from './texts.ts';

interface RoomSettingsProps {
  readonly info: RoomInfo;
  readonly game: AnyGame;
  readonly command: (command: RoomCommand) => void;
}

export function RoomSettings({ info, game, command }: RoomSettingsProps) {
  const { fillTo, level } = info.bots;
  return (
    <fieldset class="settings scroll-list" data-testid="settings">
      <legend class="visually-hidden">{TEXTS.settings.label}</legend>
      {!isBetweenMatches(info.phase) && <p class="settings-later">{TEXTS.settings.later}</p>}
      {Object.entries(game.settings).map(([name, setting]) => (
        <Stepper
          key={name}
          {...setting}
          value={info.settings[name] ?? setting.default}
          change={(value) => command({ do: 'settings', values: { ...info.settings, [name]: value } })}
        />
      ))}
      <Stepper
        label={TEXTS.settings.botsFill}
        min={0}
        max={game.seats.max}
        step={1}
        value={fillTo}
        change={(value) => command({ do: 'bots', fillTo: value, level })}
      />
      <BotLevels level={level} choose={(wanted) => command({ do: 'bots', fillTo, level: wanted })} />
    </fieldset>
  );
}

function BotLevels({ level, choose }: { level: BotLevel; choose: (level: BotLevel) => void }) {
  return (
    <div class="setting">
      <span class="setting-label">{TEXTS.settings.botsPlay}</span>
      <div class="bot-levels" role="radiogroup" aria-label={TEXTS.settings.botLevels}>
        {BOT_LEVELS.map((candidate) => (
          <label key={candidate} class="bot-level">
            <input
              type="radio"
              name="bot-level"
              class="visually-hidden"
              checked={candidate === level}
              onChange={() => choose(candidate)}
            />
            <span>{TEXTS.settings.levels[candidate]}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
