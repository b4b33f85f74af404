// Who may sign in: create, roles, language, password, and taking the right to sign in away.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePeopleVerbs, useUsers, type User } from "@/api/people";
import { useMe } from "@/api/queries";
import { say } from "@/text";
import { Asked, Empty } from "@/widgets/asked";
import { FormDialog } from "@/widgets/form_dialog";
import { Mark } from "@/widgets/mark";
import { useRoleNames, VerbButton } from "@/widgets/may";
import { PageHead } from "@/widgets/page_head";
import { CsvButton, Table, type Column } from "@/widgets/table";
import { tell } from "@/widgets/toasts";
import { useTrail } from "@/widgets/trail";
import { UserForm } from "./user_form";

export default function UsersPage() {
  const { t } = useTranslation();
  const users = useUsers();
  const me = useMe().data;
  const role_name = useRoleNames();
  const { save_user } = usePeopleVerbs();
  const [editing, set_editing] = useState<User | "new" | null>(null);
  const [leaving, set_leaving] = useState<User | null>(null);
  useTrail([{ text: t("nav.users") }]);
  const turn = async (user: User, active: boolean) => {
    await save_user({ name: user.name, active });
    tell(t(active ? "user.may_sign_in" : "user.deactivated", { name: user.name }));
  };
  const columns: Column<User>[] = [
    { id: "name", title: t("column.name"), phone: "title", csv: (one) => one.name, show: (one) => <><b style={{ fontWeight: 600 }}>{say(one.display) || one.name}</b> <span className="quiet">{one.name}</span></> },
    { id: "roles", title: t("user.roles"), phone: "full", csv: (one) => one.roles.join(" "), show: (one) => one.roles.map(role_name).join(t("user.and")) || "–" },
    { id: "language", title: t("user.language"), csv: (one) => one.language, show: (one) => (one.language === "zh" ? "中文" : "English") },
    {
      id: "active", title: t("column.state"), phone: "badge", csv: (one) => String(one.active),
      show: (one) => <span className={`state ${one.active ? "" : "quiet"}`}><Mark shape={one.active ? "tick" : "dashes"} /> {t(one.active ? "user.active" : "user.inactive")}</span>,
    },
    {
      id: "verbs", title: "", phone: "verb",
      show: (one) => (
        <span className="row" style={{ justifyContent: "flex-end" }}>
          <VerbButton permission="users.manage" size="small" onClick={() => set_editing(one)}>{t("user.change")}</VerbButton>
          {one.active ? (
            <VerbButton permission="users.manage" size="small" disabled={one.name === me?.user} onClick={() => set_leaving(one)}>{t("user.deactivate")}</VerbButton>
          ) : (
            <VerbButton permission="users.manage" size="small" onClick={() => void turn(one, true)}>{t("user.activate")}</VerbButton>
          )}
        </span>
      ),
    },
  ];
  return (
    <>
      <PageHead title={t("nav.users")} plain={t("nav.users")} acts={<VerbButton permission="users.manage" type="primary" onClick={() => set_editing("new")}>{t("user.create")}</VerbButton>} />
      <div className="card">
        <Asked answer={users}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t("user.none")}><Button onClick={() => set_editing("new")}>{t("user.create")}</Button></Empty>
            ) : (
              <>
                <Table<User> rows={items.toSorted((a, b) => Number(b.active) - Number(a.active) || (a.name < b.name ? -1 : 1))} columns={columns} row_id={(one) => one.name} label={t("nav.users")} />
                <div className="table-foot">
                  <span>{t("table.all", { count: items.length })}</span>
                  <CsvButton columns={columns} rows={items} label={t("nav.users")} />
                </div>
              </>
            )
          }
        </Asked>
      </div>
      {editing !== null && <UserForm key={editing === "new" ? "" : editing.name} user={editing === "new" ? null : editing} taken={users.data?.items.map((one) => one.name) ?? []} close={() => set_editing(null)} />}
      <FormDialog open={leaving !== null} title={t("user.deactivate_title", { name: leaving?.name ?? "" })} verb={t("user.deactivate")} danger close={() => set_leaving(null)} act={() => turn(leaving!, false)}>
        <p style={{ marginBottom: 12 }}>{t("user.deactivate_what")}</p>
      </FormDialog>
    </>
  );
}
