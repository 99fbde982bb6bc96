/** Tells those who follow what is shown and what is settled: what else speaks with the page, such as `__gpp`. */
import { stub } from '../gate/stub';

/** Hears of each effect on a layer (`Effect.View`) and of each change that is settled (`Effect.Settle`). */
export type Follower = (what: string, about: string) => void;

const followers: Follower[] = [];

export const follow = (follower: Follower) => void followers.push(follower);

export const passOn: Follower = (what, about) => followers.forEach((follower) => stub.guard(() => follower(what, about)));
