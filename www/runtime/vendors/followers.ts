/** Tells those who follow what is shown and what is settled: what else speaks with the page, such as `__gpp`. */
import { stub } from '../gate/stub';

/** Hears of each effect on a layer (`v`) and of each change that is settled (`s`), as `src/gate/effects.rs` spells them. */
export type Follower = (what: string, about: string) => void;

const followers: Follower[] = [];

export const follow = (follower: Follower) => void followers.push(follower);

export const passOn: Follower = (what, about) => followers.forEach((follower) => stub.guard(() => follower(what, about)));
