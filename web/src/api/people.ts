// Users and tokens, for whoever may manage them.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { get, path, post, remove } from "./client";
import type { components } from "./schema";
import type { Listed } from "./shapes";

export type User = components["schemas"]["User"];
export type SaveUser = components["schemas"]["SaveUser"];
export type Token = components["schemas"]["Token"];
export type NewToken = components["schemas"]["NewToken"];
export type CreatedToken = components["schemas"]["CreatedToken"];

export const useUsers = () => useQuery({ queryKey: ["users"], queryFn: ({ signal }) => get<Listed<User>>(path("users"), signal) });
export const useTokens = () => useQuery({ queryKey: ["tokens"], queryFn: ({ signal }) => get<Listed<Token>>(path("tokens"), signal) });

export function usePeopleVerbs() {
  const queries = useQueryClient();
  const asked_again = async <T,>(key: string, done: Promise<T>): Promise<T> => {
    try {
      return await done;
    } finally {
      void queries.invalidateQueries({ queryKey: [key] });
    }
  };
  return {
    save_user: (user: SaveUser) => asked_again("users", post(path("users"), user)),
    create_token: (token: NewToken) => asked_again("tokens", post<CreatedToken>(path("tokens"), token)),
    revoke_token: (id: string) => asked_again("tokens", remove(path("tokens", id))),
  };
}
