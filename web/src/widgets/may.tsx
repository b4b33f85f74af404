// Who may do what. A verb that you may not use stays visible and says who may.
import { Button, Tooltip, type ButtonProps } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "@/api/queries";
import type { Me } from "@/api/shapes";

// The roles that come with the product and hold a permission, for "ask a …"; the server decides, this only explains.
const holders: Record<string, string[]> = {
  "alarms.acknowledge": ["operator", "inspector", "shift_leader", "quality_engineer"],
  "alarms.shelve": ["shift_leader", "process_engineer", "quality_engineer"],
  "holds.place": ["operator", "inspector", "shift_leader", "quality_engineer"],
  "holds.release": ["quality_engineer"],
  "equipment.stop": ["operator", "shift_leader", "quality_engineer"],
  "equipment.restart": ["shift_leader", "quality_engineer"],
  "quarantine.settle": ["quality_engineer", "process_engineer"],
  "plant.apply": ["quality_engineer", "process_engineer"],
  produce: ["operator", "inspector", "shift_leader", "quality_engineer"],
};

export function may(me: Me, permission: string): boolean {
  const family = permission.slice(0, permission.indexOf(".")) + ".*";
  return me.permissions.some((held) => held === permission || held === family || held === "*" || held === "all");
}
export function usePermission(permission: string): boolean {
  const me = useMe().data;
  return me !== undefined && may(me, permission);
}

export function useRoleNames() {
  const { t, i18n } = useTranslation();
  return (role: string) => (i18n.exists(`role.${role}`) ? t(`role.${role}`) : role);
}

export function VerbButton({ permission, role, ...button }: ButtonProps & { permission: string; role?: string | undefined }) {
  const { t } = useTranslation();
  const role_name = useRoleNames();
  const me = useMe().data;
  const held = usePermission(permission);
  const fits = role === undefined || role === "" || !me || me.roles.includes(role) || me.roles.includes("admin");
  if (held && fits) return <Button {...button} />;
  const who = role && !fits ? [role] : (holders[permission] ?? ["admin"]);
  const why = t("may.who", { who: who.map(role_name).join(t("may.or")) });
  return (
    <Tooltip title={why}>
      <Button {...button} disabled aria-label={`${typeof button.children === "string" ? button.children : ""}. ${why}`} />
    </Tooltip>
  );
}
